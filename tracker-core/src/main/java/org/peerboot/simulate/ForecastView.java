package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A forecast as people read it, and as programs do. */
final class ForecastView {
    /** More switches than this are summed up. */
    private static final int MOST_SWITCHES = 20;

    /** @param p50Seconds absent where fewer than half of the nodes ever held the image; likewise the others */
    record Document(
            int nodes,
            int complete,
            long bytes,
            int pieces,
            double bytesPerSecond,
            double limitSeconds,
            @Nullable Double p50Seconds,
            @Nullable Double p99Seconds,
            @Nullable Double lastSeconds,
            @Nullable Double ratio,
            double originCopies,
            List<UplinkCopies> uplinks,
            long seed) {}

    /** Payload over a switch's links to its parent, as copies of the image. */
    record UplinkCopies(String name, double upCopies, double downCopies) {}

    private ForecastView() {}

    static Document document(Plan plan, Forecast forecast) {
        Double last = forecast.percentile(100);
        return new Document(
                forecast.nodes(),
                forecast.seconds().size(),
                plan.bytes(),
                plan.pieces(),
                plan.rate(),
                plan.limitSeconds(),
                forecast.percentile(50),
                forecast.percentile(99),
                last,
                last == null ? null : (Double) (last / plan.limitSeconds()),
                copies(plan, forecast.originBytes()),
                uplinks(plan, forecast),
                plan.seed());
    }

    private static List<UplinkCopies> uplinks(Plan plan, Forecast forecast) {
        List<UplinkCopies> copies = new ArrayList<>();
        forecast.uplinks()
                .forEach((name, uplink) -> copies.add(
                        new UplinkCopies(name, copies(plan, uplink.upBytes()), copies(plan, uplink.downBytes()))));
        return copies;
    }

    private static double copies(Plan plan, long bytes) {
        return (double) bytes / plan.bytes();
    }

    static String title(Plan plan, Forecast forecast) {
        return String.format(
                Locale.ROOT,
                "%d nodes, %s in %d pieces, links of %s",
                forecast.nodes(),
                decimal((double) plan.bytes(), "B"),
                plan.pieces(),
                decimal(plan.rate(), "B/s"));
    }

    static List<String> lines(Plan plan, Forecast forecast) {
        List<String> lines = new ArrayList<>();
        lines.add(title(plan, forecast));
        lines.add("limit    " + seconds(plan.limitSeconds()) + "  one copy over one link");
        lines.add("p50      " + seconds(forecast.percentile(50)));
        lines.add("p99      " + seconds(forecast.percentile(99)));
        Double last = forecast.percentile(100);
        String ratio =
                last == null ? "" : String.format(Locale.ROOT, "  %.3f times the limit", last / plan.limitSeconds());
        lines.add("last     " + seconds(last) + ratio);
        if (!forecast.complete()) {
            lines.add((forecast.nodes() - forecast.seconds().size())
                    + " nodes never hold it whole; see 'peerboot explain' for the rules that keep sources from them");
        }
        lines.add(String.format(Locale.ROOT, "origin   %10.3f copies sent", copies(plan, forecast.originBytes())));
        List<UplinkCopies> uplinks = uplinks(plan, forecast);
        if (uplinks.size() <= MOST_SWITCHES) {
            uplinks.forEach(uplink -> lines.add(line(uplink.name, uplink.upCopies, uplink.downCopies)));
        } else {
            lines.addAll(summary(uplinks));
        }
        return lines;
    }

    private static List<String> summary(List<UplinkCopies> uplinks) {
        double up = uplinks.stream().mapToDouble(UplinkCopies::upCopies).max().orElse(0);
        double down =
                uplinks.stream().mapToDouble(UplinkCopies::downCopies).max().orElse(0);
        return List.of(line("of " + uplinks.size() + " switches the most", up, down), "see --json for each of them");
    }

    private static String line(String name, double up, double down) {
        return String.format(Locale.ROOT, "uplink   %10.3f copies up, %.3f down: %s", up, down, name);
    }

    private static String seconds(@Nullable Double seconds) {
        return seconds == null ? "     never" : String.format(Locale.ROOT, "%8.3f s", seconds);
    }

    /** With the prefix that leaves one to three digits before the point. */
    private static String decimal(double value, String unit) {
        String prefixes = " kMGTP";
        int prefix = 0;
        double left = value;
        while (left >= 1000 && prefix < prefixes.length() - 1) {
            left /= 1000;
            prefix++;
        }
        String number = String.format(Locale.ROOT, "%.2f", left).replaceAll("\\.?0+$", "");
        return number + " " + prefixes.substring(prefix, prefix + 1).strip() + unit;
    }
}
