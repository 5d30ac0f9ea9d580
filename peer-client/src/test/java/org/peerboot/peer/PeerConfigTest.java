package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.peerboot.config.Bytes;
import org.peerboot.config.Rate;
import org.peerboot.config.StrictYaml;

final class PeerConfigTest {
    @Test
    void everyKeyHasADefault() {
        assertThat(PeerConfig.defaults())
                .isEqualTo(new PeerConfig(
                        null,
                        null,
                        null,
                        7071,
                        Path.of("/var/lib/peerboot/cache"),
                        Bytes.parse("64GiB"),
                        Path.of("/run/peerboot/peer.sock"),
                        Path.of("/etc/peerboot/trusted-keys"),
                        null,
                        null,
                        Bytes.parse("32MiB"),
                        Bytes.parse("1MiB"),
                        null));
    }

    @Test
    void everyKeyCanBeSet() {
        assertThat(parse("""
                        node: n1
                        tracker: http://admin1:8080
                        address: 10.0.0.1
                        port: 8071
                        cache: /cache
                        quota: 10GB
                        socket: /peer.sock
                        trustedKeys: /keys
                        pskFile: /psk
                        mungeSocket: /munge
                        transferMemory: 64MiB
                        sendBuffer: 256KiB
                        networkRate: 10Gbit/s
                        """))
                .isEqualTo(new PeerConfig(
                        "n1",
                        URI.create("http://admin1:8080"),
                        "10.0.0.1",
                        8071,
                        Path.of("/cache"),
                        new Bytes(10_000_000_000L),
                        Path.of("/peer.sock"),
                        Path.of("/keys"),
                        Path.of("/psk"),
                        Path.of("/munge"),
                        new Bytes(64 << 20),
                        new Bytes(256 << 10),
                        Rate.parse("10Gbit/s")));
    }

    @Test
    void refusesAnUnknownKeyWithItsLine() {
        assertThatThrownBy(() -> parse("node: n1\ncahce: /x\n"))
                .hasMessageContaining("peer.yaml line 2")
                .hasMessageContaining("cahce")
                .hasMessageContaining("cache");
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> parse("port: 70000"))
                .hasMessageContaining("port 70000")
                .hasMessageContaining("is not within 0 to 65535");
        assertThatThrownBy(() -> parse("tracker: admin1"))
                .hasMessageContaining("tracker \"admin1\"")
                .hasMessageContaining("http://HOST:PORT");
    }

    private static PeerConfig parse(String yaml) {
        return StrictYaml.parse(yaml, "peer.yaml", PeerConfig.class);
    }
}
