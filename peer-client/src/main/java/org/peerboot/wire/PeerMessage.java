package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a peer tells the tracker over its session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = PeerReport.class, name = "report"),
    @JsonSubTypes.Type(value = JobEvent.class, name = "job"),
    @JsonSubTypes.Type(value = Want.class, name = "want"),
    @JsonSubTypes.Type(value = Choose.class, name = "choose"),
    @JsonSubTypes.Type(value = BootNews.class, name = "boot")
})
public sealed interface PeerMessage permits Hello, PeerReport, JobEvent, Want, Choose, BootNews {}
