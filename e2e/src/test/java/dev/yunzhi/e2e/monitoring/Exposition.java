package dev.yunzhi.e2e.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program answers to Prometheus, in its text format. */
record Exposition(String text) {

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) \\S+$");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_:]+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Of histograms and summaries: they are Prometheus' own. */
  private static final Set<String> FORMAT = Set.of("le", "quantile");

  /** Names of all samples. */
  Set<String> samples() {
    return new TreeSet<>(SAMPLE.matcher(text).results().map(found -> found.group(1)).toList());
  }

  /** The metrics of that prefix with the names of their labels. */
  Map<String, Set<String>> metrics(String prefix) {
    var metrics = new TreeMap<String, Set<String>>();
    TYPE.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> metrics.put(name, new TreeSet<>()));
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      String name = sample.group(1);
      Set<String> labels = metrics.get(name);
      if (labels == null) {
        labels = metrics.get(name.replaceFirst("_(bucket|count|sum)$", ""));
      }
      if (labels != null && sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().map(l -> l.group(1)).forEach(labels::add);
        labels.removeAll(FORMAT);
      }
    }
    return metrics;
  }

  /** The value of the one sample that begins so. */
  double value(String start) {
    return text.lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(
            (first, second) -> {
              throw new AssertionError("two samples begin with " + start);
            })
        .orElseThrow(() -> new AssertionError("no sample begins with " + start));
  }
}
