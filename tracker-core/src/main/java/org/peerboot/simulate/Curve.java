package org.peerboot.simulate;

import java.util.List;
import java.util.Locale;

/** How many nodes held the image when, as a picture. */
final class Curve {
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;
    private static final int MOST_POINTS = 500;

    private final StringBuilder svg = new StringBuilder();
    private final double end;

    private Curve(double end) {
        this.end = end;
    }

    /** @return an SVG document */
    static String svg(Forecast forecast, double limitSeconds, String title) {
        List<Double> seconds = forecast.seconds();
        double last = seconds.isEmpty() ? 0 : seconds.get(seconds.size() - 1);
        return new Curve(Math.max(last, limitSeconds) * 1.05).draw(forecast, limitSeconds, title);
    }

    private String draw(Forecast forecast, double limitSeconds, String title) {
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 410\" font-family=\"sans-serif\""
                + " font-size=\"12\">");
        line("<rect width=\"720\" height=\"410\" fill=\"white\"/>");
        text(LEFT + WIDTH / 2.0, 25, "middle", title);
        double step = step(end);
        for (int i = 0; i * step <= end; i++) {
            line("<path d=\"M%.1f %dv5\" stroke=\"black\"/>", x(i * step), TOP + HEIGHT);
            text(x(i * step), TOP + HEIGHT + 20, "middle", plain(i * step));
        }
        for (int percent = 0; percent <= 100; percent += 20) {
            line("<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>", LEFT, y(percent), WIDTH);
            text(LEFT - 8, y(percent) + 4, "end", Integer.toString(percent));
        }
        line("<path d=\"M%d %dV%dH%d\" stroke=\"black\" fill=\"none\"/>", LEFT, TOP, TOP + HEIGHT, LEFT + WIDTH);
        text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 45, "middle", "seconds");
        text(LEFT, TOP - 8, "middle", "nodes complete, %");
        line("<path d=\"M%.1f %dv%d\" stroke=\"#d62728\" stroke-dasharray=\"4 3\"/>", x(limitSeconds), TOP, HEIGHT);
        text(x(limitSeconds) - 4, TOP + 12, "end", "one copy over one link");
        line("<path d=\"%s\" stroke=\"#1f77b4\" stroke-width=\"1.5\" fill=\"none\"/>", steps(forecast));
        line("</svg>");
        return svg.toString();
    }

    private String steps(Forecast forecast) {
        List<Double> seconds = forecast.seconds();
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%d %d", LEFT, TOP + HEIGHT));
        int stride = Math.max(1, seconds.size() / MOST_POINTS);
        for (int i = 0; i < seconds.size(); i += stride) {
            int upTo = Math.min(i + stride, seconds.size());
            path.append(String.format(
                    Locale.ROOT, "H%.1fV%.1f", x(seconds.get(upTo - 1)), y(100.0 * upTo / forecast.nodes())));
        }
        return path.append(String.format(Locale.ROOT, "H%d", LEFT + WIDTH)).toString();
    }

    /** The least of 1, 2 and 5 times a power of ten that makes at most six steps to {@code top}. */
    static double step(double top) {
        double power = Math.pow(10, Math.floor(Math.log10(top / 6)));
        for (int times : new int[] {1, 2, 5}) {
            if (power * times * 6 >= top) {
                return power * times;
            }
        }
        return power * 10;
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.3g", value)
                .replaceAll("(\\.[0-9]*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    private double x(double seconds) {
        return LEFT + seconds / end * WIDTH;
    }

    private static double y(double percent) {
        return TOP + HEIGHT - percent / 100 * HEIGHT;
    }

    private void text(double x, double y, String anchor, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, safe);
    }

    private void line(String format, Object... values) {
        svg.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
