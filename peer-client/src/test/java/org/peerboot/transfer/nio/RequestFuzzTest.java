package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated requests, cut at random borders: never an exception, and the same requests however they were cut. */
class RequestFuzzTest {
    private static final InetSocketAddress REMOTE = new InetSocketAddress(ServerFixture.LOOPBACK, 1);
    private static final int ROUNDS = 6_000;

    private static final String[] SEEDS = {
        "GET /images/sha256:00ff/data HTTP/1.1\r\nHost: n1:7001\r\nRange: bytes=0-1023\r\nAuthorization: Peerboot a.b\r\n\r\n",
        "HEAD http://n1/a%20b?c=d HTTP/1.1\r\nHost: [::1]:80\r\nIf-Range: \"x\"\r\nConnection: close\r\n\r\n",
        "GET /x HTTP/1.0\r\nUser-Agent: iPXE/1.21.1\r\nContent-Length: 0\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    };

    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        ":",
        "%",
        "%2e",
        "..",
        "/",
        "Host: b\r\n",
        "Content-Length: 1\r\n",
        "\r\n ",
        "\u00ff",
        "HTTP/1.1",
        "bytes=",
        "-",
        ",",
        "99999999999999999999",
        "Transfer-Encoding: x\r\n",
        "x".repeat(300),
    };

    @Test
    void neverThrowsAndNeverDependsOnTheSplit() {
        long seed = Long.getLong("peerboot.seed", System.nanoTime());
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);
            List<String> whole = parse(bytes, bytes.length, random);
            List<String> split = parse(bytes, 1 + random.nextInt(20), random);
            List<String> single = parse(bytes, 1, random);
            assertThat(split).as("-Dpeerboot.seed=%d round %d", seed, round).isEqualTo(whole);
            assertThat(single).as("-Dpeerboot.seed=%d round %d", seed, round).isEqualTo(whole);
            accepted += whole.stream().anyMatch(outcome -> outcome.startsWith("RequestHead")) ? 1 : 0;
        }
        // Were nearly all refused at the first byte, nothing beyond it would be tried.
        assertThat(accepted).as("-Dpeerboot.seed=%d", seed).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    @Test
    void rangesNeverLeaveThePayload() {
        long seed = Long.getLong("peerboot.seed", System.nanoTime());
        Random random = new Random(seed);
        String[] parts = {"bytes=", "-", "0", "1", "9", "99", "100", "18446744073709551615", ",", " ", "a"};
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder header = new StringBuilder(random.nextInt(10) == 0 ? "" : "bytes=");
            for (int i = random.nextInt(6); i > 0; i--) {
                header.append(parts[random.nextInt(parts.length)]);
            }
            long size = random.nextInt(102);
            ByteRange range = ByteRange.parse(header.toString(), size);
            if (!range.equals(ByteRange.UNSATISFIABLE)) {
                assertThat(range.from())
                        .as("%s of %d seed %d", header, size, seed)
                        .isNotNegative();
                assertThat(range.count()).isNotNegative();
                assertThat(range.from() + range.count()).isLessThanOrEqualTo(size);
                assertThat(range.partial() && range.count() == 0).isFalse();
            }
        }
    }

    private static byte[] mutated(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String before = "";
        for (int requests = 1 + random.nextInt(4); requests > 0; requests--) {
            boolean repeated = random.nextBoolean() && !before.isEmpty();
            StringBuilder text = new StringBuilder(
                    repeated
                            ? before.replaceFirst("bytes=[0-9]*", "bytes=" + random.nextInt(1000))
                            : SEEDS[random.nextInt(SEEDS.length)]);
            before = text.toString();
            for (int changes = random.nextInt(repeated ? 2 : 4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> text.deleteCharAt(at);
                    case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                }
                if (text.length() == 0) {
                    break;
                }
            }
            all.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toByteArray();
    }

    /** What each head became, up to the first that ends the connection, as a server reads them. */
    private static List<String> parse(byte[] bytes, int mostAtOnce, Random random) {
        List<String> outcomes = new ArrayList<>();
        RequestReader reader = new RequestReader(512, 7, REMOTE);
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            int count = Math.min(all.remaining(), 1 + random.nextInt(mostAtOnce));
            ByteBuffer part = all.slice(all.position(), count);
            all.position(all.position() + count);
            while (part.hasRemaining()) {
                try {
                    RequestHead head = reader.read(part);
                    if (head != null) {
                        outcomes.add(head.toString());
                    }
                } catch (MalformedException e) {
                    outcomes.add(e.status() + " " + e.getMessage());
                    return outcomes;
                }
            }
        }
        return outcomes;
    }
}
