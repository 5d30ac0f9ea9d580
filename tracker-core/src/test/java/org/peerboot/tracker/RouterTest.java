package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.auth.Caller;
import org.peerboot.auth.Munge;
import org.peerboot.auth.MungeVerifier;
import org.peerboot.auth.SignedRequest;
import org.peerboot.auth.Verifier;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.Blob;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;

class RouterTest {
    private static final byte[] NOTHING = new byte[0];

    private final SessionDoor door = new SessionDoor(77, null, null);
    private final Munge munge = mock();
    private final Router router = new Router(
            new Verifier(new MungeVerifier(munge, uid -> "user" + uid, Set.of("user5")), null),
            false,
            door,
            List.of(
                    new Route(
                            "POST", "/admin", Route.Door.ADMIN, 10, (request, caller) -> Reply.of(200, caller.user())),
                    new Route(
                            "GET", "/known", Route.Door.KNOWN, 0, (request, caller) -> Reply.of(200, caller.user()))));

    private Request request(String method, String path, int uid) throws Exception {
        String hash = SignedRequest.of(method, path, NOTHING).hash();
        when(munge.decode("of " + uid)).thenReturn(new Munge.Decoded(0, "Success", hash, uid));
        return new Request(
                method,
                path,
                path,
                Map.of(),
                "Munge of " + uid,
                ByteBuffer.wrap(NOTHING),
                InetAddress.getLoopbackAddress());
    }

    @Test
    void administratorsComeThroughEveryDoor() throws Exception {
        assertThat(router.answer(request("POST", "/admin", 0)).body()).isEqualTo("\"user0\"");
        assertThat(router.answer(request("POST", "/admin", 5)).body()).isEqualTo("\"user5\"");
    }

    @Test
    void othersAreToldWhomToAsk() throws Exception {
        Request asked = request("POST", "/admin", 6);
        assertThatThrownBy(() -> router.answer(asked))
                .isInstanceOfSatisfying(
                        StatusException.class, e -> assertThat(e.status()).isEqualTo(403))
                .hasMessage("user user6: is no administrator of this tracker; "
                        + "ask one, or have the name added to admins: in the tracker's configuration");
        assertThat(router.answer(request("GET", "/known", 6)).body()).isEqualTo("\"user6\"");
    }

    @Test
    void sessionsAreForPeersUsersOnly() {
        assertThat(door.isPeer(new Caller("root", 0, true, "munge"))).isTrue();
        assertThat(door.isPeer(new Caller("me", 77, false, "munge"))).isTrue();
        assertThat(door.isPeer(new Caller("peerboot", 900, false, "munge"))).isTrue();
        assertThat(door.isPeer(new Caller("psk", -1, true, "psk"))).isTrue();
        assertThat(door.isPeer(new Caller("psk", 1001, false, "munge"))).isFalse();
        assertThatThrownBy(() -> door.accept(new Caller("ann", 1000, true, "munge")))
                .isInstanceOf(StatusException.class)
                .hasMessage("user ann: may not open a peer's session; run the peer as user peerboot or root");
    }

    @Test
    void anImageIsItsOwnersAndTheAdministrators() {
        Caller ann = new Caller("ann", 1000, false, "munge");
        Images.mayChange(ann, "~ann/a:1", "ann");
        Images.mayChange(new Caller("root", 0, true, "munge"), "~ann/a:1", "ann");
        assertThatThrownBy(() -> Images.mayChange(ann, "~bob/a:1", "bob"))
                .hasMessage("image ~bob/a:1: is bob's; publish your own as ~ann/NAME:TAG, or ask an administrator");
        assertThatThrownBy(() -> Images.mayChange(ann, "a:1", ""))
                .hasMessageContaining("is the system's, and ann is no administrator");
    }

    @Test
    void nobodyReadsAnImageThatHeMayNot() {
        Caller ann = new Caller("ann", 1000, false, "munge");
        assertThat(Images.mayRead(ann, false, image("~ann/a:1", Access.USER))).isTrue();
        assertThat(Images.mayRead(ann, false, image("~bob/a:1", Access.USER))).isFalse();
        assertThat(Images.mayRead(ann, false, image("a:1", Access.SYSTEM))).isFalse();
        assertThat(Images.mayRead(ann, true, image("a:1", Access.SYSTEM))).isTrue();
        assertThat(Images.mayRead(ann, false, image("a:1", Access.PUBLIC))).isTrue();
    }

    private static CatalogueImage image(String name, Access access) {
        return new CatalogueImage(
                Digest.of(NOTHING), name, access, 0, 0, new Blob(NOTHING), "", new Blob(NOTHING), "root", 0, false);
    }
}
