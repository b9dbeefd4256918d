package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.OperatorAlone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

  void begin() {
    programs.forEach((name, process) -> begun.put(name, of(process)));
  }

  void end() {
    programs.forEach(
        (name, process) -> total.merge(name, of(process).minus(begun.get(name)), Duration::plus));
    stretches++;
  }

  private static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Seconds of a stretch, by program. */
  @Override
  public String toString() {
    return total.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f s",
                    e.getKey(),
                    e.getValue().toMillis() / 1e3 / stretches))
        .collect(Collectors.joining(", "));
  }
}
