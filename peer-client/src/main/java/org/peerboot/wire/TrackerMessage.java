package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the tracker tells a peer over its session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = TrackerUpdate.class, name = "update"),
    @JsonSubTypes.Type(value = Denied.class, name = "denied")
})
public sealed interface TrackerMessage permits Welcome, TrackerUpdate, Denied {}
