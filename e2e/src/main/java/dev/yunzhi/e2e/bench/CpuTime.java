package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.OperatorAlone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CPU time that each program took over several stretches of time: it says where the time goes, and
 * unlike time itself it hardly depends on what else the machine does. Not thread-safe.
 */
final class CpuTime {

  private final Map<String, ProcessHandle> programs = new LinkedHashMap<>();
  private final Map<String, Duration> total = new LinkedHashMap<>();
  private final Map<String, Duration> begun = new LinkedHashMap<>();
  private int stretches;

  CpuTime(OperatorAlone estate) {
    for (String program : new String[] {"etcd", "kube-apiserver", "kube-controller-manager"}) {
      programs.put(program, estate.cluster().component(program));
    }
    programs.put("tenant-operator", estate.operator().handle());
    programs.put("this client", ProcessHandle.current());
  }

  CpuTime(ControlPlaneAlone estate) {
    programs.put("control-plane", estate.controlPlane().handle());
    programs.put("PostgreSQL", estate.postgres().server());
    programs.put("this client", ProcessHandle.current());
  }

  void begin() {
    programs.forEach((name, process) -> begun.put(name, of(process)));
  }

  void end() {
    programs.forEach(
        (name, process) -> total.merge(name, of(process).minus(begun.get(name)), Duration::plus));
    stretches++;
  }

  /** The process with its children: PostgreSQL has one for each connection. */
  private static Duration of(ProcessHandle process) {
    Stream<ProcessHandle> all =
        process.equals(ProcessHandle.current())
            ? Stream.of(process)
            : Stream.concat(Stream.of(process), process.children());
    return all.map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Microseconds for each of a number of things that were done, by program. */
  String forEach(long things) {
    return text("%s %.1f µs", took -> took.toNanos() / 1e3 / things);
  }

  /** Seconds of a stretch, by program. */
  @Override
  public String toString() {
    return text("%s %.1f s", took -> took.toMillis() / 1e3 / stretches);
  }

  private String text(String format, ToDoubleFunction<Duration> figure) {
    return total.entrySet().stream()
        .map(
            e -> String.format(Locale.ROOT, format, e.getKey(), figure.applyAsDouble(e.getValue())))
        .collect(Collectors.joining(", "));
  }
}
