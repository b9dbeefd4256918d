package dev.yunzhi.operator.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many replicas the workloads of a namespace had before they were scaled down. As text it has a
 * line for each, {@code deployments/web=3}.
 *
 * @param replicas by plural and name; for Jobs and CronJobs 1
 */
public record Remembered(SortedMap<String, Integer> replicas) {

  public static final Remembered NOTHING = new Remembered(new TreeMap<>());

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text null is nothing
   */
  public static Remembered parse(String text) {
    if (text == null) {
      return NOTHING;
    }
    Function<String, String> key = line -> line.substring(0, line.indexOf('='));
    Function<String, Integer> value =
        line -> Integer.valueOf(line.substring(line.indexOf('=') + 1));
    return new Remembered(
        text.lines()
            .filter(line -> !line.isBlank())
            .collect(Collectors.toMap(key, value, (a, b) -> b, TreeMap::new)));
  }

  /** With these as well; they count where both know a workload. */
  public Remembered with(Map<String, Integer> running) {
    var all = new TreeMap<>(replicas);
    all.putAll(running);
    return new Remembered(all);
  }

  @Override
  public String toString() {
    return replicas.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
