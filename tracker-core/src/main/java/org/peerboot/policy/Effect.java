package org.peerboot.policy;

import java.util.Locale;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Weighing;

/** What a rule does where it matches. */
sealed interface Effect {
    /** In words, such as {@code limits upload to 0}. */
    String words();

    /** @param limits whose rule is this one */
    record Limit(Limits limits) implements Effect {
        boolean ofSource() {
            return limits.uploadBytesPerSecond() != Limits.UNLIMITED || limits.uploadStreams() != Limits.UNLIMITED;
        }

        boolean ofDestination() {
            return limits.downloadBytesPerSecond() != Limits.UNLIMITED || limits.leftoverOnly();
        }

        @Override
        public String words() {
            StringBuilder words = new StringBuilder();
            append(words, "upload", limits.uploadBytesPerSecond(), true);
            append(words, "streams", limits.uploadStreams(), false);
            append(words, "download", limits.downloadBytesPerSecond(), true);
            if (limits.leftoverOnly()) {
                words.append(words.isEmpty() ? "" : ", ").append("download to what others leave");
            }
            return words.isEmpty() ? "limits nothing" : "limits " + words;
        }

        private static void append(StringBuilder words, String what, long limit, boolean rate) {
            if (limit != Limits.UNLIMITED) {
                words.append(words.isEmpty() ? "" : ", ").append(what).append(" to ");
                words.append(rate ? rate(limit) : Long.toString(limit));
            }
        }

        static String rate(long bytesPerSecond) {
            return bytesPerSecond == 0 ? "0" : String.format(Locale.ROOT, "%.3g MB/s", bytesPerSecond / 1e6);
        }
    }

    record Deny() implements Effect {
        @Override
        public String words() {
            return "takes the source away";
        }
    }

    record Weigh(Weighing weighing) implements Effect {
        @Override
        public String words() {
            return "multiplies the weight of a source with " + weighing.attribute() + threshold() + " by "
                    + number(weighing.factor());
        }

        private String threshold() {
            Double below = weighing.below();
            if (weighing.asksForTransfer()) {
                return " below the time that the transfer needs";
            }
            return below != null ? " below " + number(below) : " above " + number(weighing.above()) + until();
        }

        private String until() {
            Double until = weighing.until();
            return until == null ? "" : " until " + number(until);
        }

        static String number(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }

    /** @param onceForAll whether the origin sends each piece into one cell only */
    record Uplink(boolean onceForAll) implements Effect {
        @Override
        public String words() {
            return onceForAll ? "sends each piece over each uplink once" : "lets every cell ask the origin for itself";
        }
    }
}
