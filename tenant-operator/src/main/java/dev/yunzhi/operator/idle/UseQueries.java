package dev.yunzhi.operator.idle;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks Prometheus what all namespaces used: three queries for each expression, none for a single
 * tenant. Not thread-safe.
 */
public final class UseQueries {

  private final PrometheusApi prometheus;
  private final Map<String, String> expressions;
  private final Duration window;
  private final Duration step;

  /**
   * @param expressions in PromQL, by {@code cpu} and {@code memory}: what each namespace uses at an
   *     instant, in cores and bytes, as a vector by {@code namespace}
   * @param window before the instant asked about
   * @param step between two samples that are looked at
   */
  public UseQueries(
      PrometheusApi prometheus, Map<String, String> expressions, Duration window, Duration step) {
    this.prometheus = prometheus;
    this.expressions = expressions;
    this.window = window;
    this.step = step;
  }

  /**
   * What was used in the window before {@code now}.
   *
   * @param at under which it is kept
   * @throws IOException if one of the answers is missing
   */
  public Measurement measure(Instant now, Instant at)
      throws IOException, GeneralSecurityException, InterruptedException {
    var use = new LinkedHashMap<String, Map<String, NamespaceUse>>();
    for (var expression : expressions.entrySet()) {
      String range =
          "((%s)[%ds:%ds])".formatted(expression.getValue(), window.toSeconds(), step.toSeconds());
      var averages = prometheus.byNamespace("avg_over_time" + range, now);
      var p95s = prometheus.byNamespace("quantile_over_time(0.95, " + range.substring(1), now);
      var samples = prometheus.byNamespace("count_over_time" + range, now);
      var byNamespace = new HashMap<String, NamespaceUse>();
      averages.forEach(
          (namespace, average) -> {
            Double p95 = p95s.get(namespace);
            Double count = samples.get(namespace);
            if (p95 != null && count != null) {
              byNamespace.put(namespace, new NamespaceUse(average, p95, count));
            }
          });
      use.put(expression.getKey(), byNamespace);
    }
    return new Measurement(at, use);
  }

  /** How many samples there are in the window when none is missing. */
  public static long expected(Duration window, Duration step) {
    return Math.max(1, window.toMillis() / step.toMillis());
  }
}
