package org.peerboot.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * One line on the connection by which a source tells a destination what it holds:
 *
 * <pre>
 * map BASE64     the pieces held when the destination began to listen, as BitSet.toByteArray writes them
 * have 17        one more piece, verified
 * moved 1048576  bytes received in all: says "I am at work" when no piece is finished for a while
 * stop EPOCH RULE   sends nothing from now on
 * serve          sends again
 * </pre>
 */
public sealed interface Announcement {
    record Map(BitSet pieces) implements Announcement {}

    record Have(int piece) implements Announcement {}

    record Moved(long bytes) implements Announcement {}

    record Stop(long epoch, String rule) implements Announcement {}

    record Serve() implements Announcement {}

    /** The line for this announcement, without its end. */
    default String line() {
        if (this instanceof Map map) {
            return "map " + Base64.getEncoder().encodeToString(map.pieces().toByteArray());
        }
        if (this instanceof Have have) {
            return "have " + have.piece();
        }
        if (this instanceof Moved moved) {
            return "moved " + moved.bytes();
        }
        if (this instanceof Stop stop) {
            return "stop " + stop.epoch() + " " + stop.rule();
        }
        return "serve";
    }

    /**
     * @param pieces how many the image has; no piece beyond is believed
     * @param from who sent it, for the error
     * @return nothing for a word of a later release
     */
    static @Nullable Announcement parse(String line, int pieces, String from) {
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        try {
            return switch (verb) {
                case "map" -> new Map(map(rest, pieces));
                case "have" -> new Have(piece(rest, pieces));
                case "moved" -> new Moved(Long.parseLong(rest));
                case "stop" -> stop(rest);
                case "serve" -> new Serve();
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "announcement from " + from,
                    "\"" + brief(line) + "\" is not understood (" + e.getMessage() + ")",
                    "check that both ends run supported releases",
                    e);
        }
    }

    private static int piece(String number, int pieces) {
        int piece = Integer.parseInt(number);
        if (piece < 0 || piece >= pieces) {
            throw new IllegalArgumentException("no such piece");
        }
        return piece;
    }

    private static Stop stop(String rest) {
        int gap = rest.indexOf(' ');
        return gap < 0
                ? new Stop(Long.parseLong(rest), "")
                : new Stop(Long.parseLong(rest.substring(0, gap)), rest.substring(gap + 1));
    }

    private static BitSet map(String base64, int pieces) {
        if (base64.length() > pieces / 6 + 16) {
            throw new IllegalArgumentException("a longer map than the image has pieces");
        }
        BitSet map = BitSet.valueOf(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII)));
        if (map.length() > pieces) {
            throw new IllegalArgumentException("no such piece");
        }
        return map;
    }

    private static String brief(String line) {
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }
}
