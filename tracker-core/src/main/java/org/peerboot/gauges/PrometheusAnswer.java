package org.peerboot.gauges;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus answers to an instant query (its HTTP API, v1).
 *
 * @param status {@code success} or {@code error}
 * @param error why there is no data
 */
record PrometheusAnswer(
        String status, @Nullable Data data, @Nullable String error) {
    record Data(String resultType, List<Result> result) {}

    /** @param value of a vector: seconds since the epoch, and a number as text */
    record Result(Map<String, String> metric, List<Object> value) {}

    /**
     * Numbers from 0 by a label's value; what is none, such as NaN, is absent.
     *
     * @throws IllegalArgumentException saying what the answer is instead
     */
    Map<String, Double> by(String label) {
        if (data == null || !"success".equals(status)) {
            throw new IllegalArgumentException("answers: " + error);
        }
        if (!"vector".equals(data.resultType) || data.result == null) {
            throw new IllegalArgumentException("answers a " + data.resultType + ", not a vector");
        }
        Map<String, Double> numbers = new HashMap<>();
        for (Result result : data.result) {
            String named = result.metric == null ? null : result.metric.get(label);
            if (named == null) {
                throw new IllegalArgumentException("answers without the label " + label);
            }
            if (numbers.containsKey(named)) {
                throw new IllegalArgumentException(
                        "answers " + label + "=\"" + named + "\" twice: the query wants a sum by (" + label + ")");
            }
            numbers.put(named, number(result.value));
        }
        numbers.values().removeIf(number -> !Double.isFinite(number) || number < 0);
        return numbers;
    }

    private static double number(@Nullable List<Object> value) {
        try {
            return value == null || value.size() != 2 ? Double.NaN : Double.parseDouble(String.valueOf(value.get(1)));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
