package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.lang.reflect.Field;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageReader;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentRequest;
import org.peerboot.wire.RebootRequest;

/** The OpenAPI description and the tracker say the same. {@link TestTracker} compares every answer of every test. */
class ApiDescriptionTest {
    @TempDir
    Path directory;

    /** A parameter of a path is described with it; the others are paths. */
    @Test
    void describesEveryPath() throws IllegalAccessException {
        TreeSet<String> described = new TreeSet<>();
        ApiDescription.OF_TRACKER.requests().forEach(request -> described.add(request.replaceFirst(".* ", "")));
        TreeSet<String> paths = new TreeSet<>(Set.of("/metrics", "/healthz", "/readyz", BootRoutes.PATH));
        for (Field field : Api.class.getFields()) {
            if (field.get(null) instanceof String text && text.startsWith("/")) {
                paths.add(text);
            }
        }
        assertThat(described).isEqualTo(paths);
    }

    @Test
    void everyRequestIsAnsweredAsDescribed() throws Exception {
        try (TestTracker tracker = new TestTracker(directory)) {
            ImageReader image = tracker.image("big:v1", Access.SYSTEM, 1 << 20, 3);
            assertThat(tracker.post(Api.IMAGES, tracker.signer.sign(image.manifest()))
                            .statusCode())
                    .isEqualTo(201);
            tracker.put(image, 0, 1 << 20);
            tracker.publishBootable("rocky9:v1", 1);
            for (String path : List.of(Api.ASSIGN, Api.PAUSE, Api.RESUME, Api.CANCEL, Api.UNASSIGN)) {
                assertThat(tracker.post(path, new AssignmentRequest("big:v1", "n[1-2]"))
                                .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            tracker.post(Api.ASSIGN, new AssignmentRequest("big:v1", "n[1-2]"));
            tracker.post(Api.REBOOT, new RebootRequest("rocky9:v1", "n1", null, null));
            for (String target : Set.of(
                    Api.HEALTH,
                    "/healthz",
                    "/readyz",
                    "/metrics",
                    Api.IMAGES,
                    Api.MANIFEST + "?image=big:v1",
                    Api.STATUS,
                    Api.REBOOTS,
                    Api.EXPLAIN + "?source=n1&destination=n2&image=big:v1",
                    Api.ATTRIBUTES,
                    Api.POLICY)) {
                assertThat(tracker.get(target).statusCode()).as(target).isEqualTo(200);
            }
            byte[] nothing = "".getBytes(StandardCharsets.UTF_8);
            assertThat(tracker.call("POST", Api.REBOOT_STOP + "?plan=1", nothing)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(tracker.call("DELETE", Api.IMAGES + "?image=big:v1&force=true", nothing)
                            .statusCode())
                    .isEqualTo(200);
            TestTracker.error(404, tracker.get("/v2/images"));
        }
    }

    @Test
    void anAnswerThatIsNotAsDescribedIsFound() {
        for (String wrong : List.of(
                "{\"ready\":true,\"version\":\"1\",\"protocol\":1}",
                "{\"ready\":true,\"version\":\"1\",\"protocol\":1,\"time\":1,\"more\":1}",
                "{\"ready\":true,\"version\":7,\"protocol\":1,\"time\":1}")) {
            assertThatThrownBy(() -> ApiDescription.OF_TRACKER.check("GET", Api.HEALTH, answer(wrong)))
                    .as(wrong)
                    .isInstanceOf(AssertionError.class);
        }
        ApiDescription.OF_TRACKER.check(
                "GET", Api.HEALTH, answer("{\"ready\":true,\"version\":\"1\",\"protocol\":1,\"time\":1}"));
    }

    @SuppressWarnings("unchecked")
    private static HttpResponse<String> answer(String body) {
        HttpResponse<String> response = mock(HttpResponse.class);
        when(response.statusCode()).thenReturn(200);
        when(response.body()).thenReturn(body);
        return response;
    }
}
