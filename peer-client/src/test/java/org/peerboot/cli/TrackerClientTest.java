package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;

class TrackerClientTest {
    @Test
    void hasEachRequestSignedAsItIsSent() throws Exception {
        Credentials credentials = mock(Credentials.class);
        when(credentials.header(any())).thenReturn("Proof 1", "Proof 2");
        try (StubTracker tracker = new StubTracker()) {
            TrackerClient client = new TrackerClient(URI.create(tracker.url()), credentials);
            tracker.then(Samples.status(Samples.transfer(5, 0), List.of()))
                    .then(new AssignmentReply("~ann/data:v1", Samples.DIGEST, "n1", 1));
            client.status("~ann/data:v1");
            client.assignment(Api.PAUSE, "~ann/data:v1", "n1");
            assertThat(tracker.credentials).containsExactly("Proof 1", "Proof 2");
            assertThat(tracker.requests().get(0)).startsWith("GET /v1/status?image=%7Eann%2Fdata%3Av1 ");
            byte[] body = tracker.body(1).getBytes(StandardCharsets.UTF_8);
            InOrder signed = inOrder(credentials);
            signed.verify(credentials)
                    .header(SignedRequest.of("GET", "/v1/status?image=%7Eann%2Fdata%3Av1", new byte[0]));
            signed.verify(credentials).header(SignedRequest.of("POST", "/v1/pause", body));
            signed.verifyNoMoreInteractions();
        }
    }
}
