package dev.yunzhi.controlplane.report;

import dev.yunzhi.controlplane.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** All reports that can be asked for, by name. Immutable. */
@Component
public final class OfferedReports {
  private final Map<String, OfferedReport> byName = new TreeMap<>();

  OfferedReports(List<OfferedReport> reports) {
    for (OfferedReport report : reports) {
      if (byName.put(report.model().name(), report) != null) {
        throw new IllegalStateException("there are two reports named " + report.model().name());
      }
    }
  }

  /** In order of the name. */
  List<OfferedReport> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The report of a name.
   *
   * @throws Problem 404 when there is none
   */
  public OfferedReport named(String name) {
    OfferedReport report = byName.get(name);
    if (report == null) {
      throw Problem.of(
          HttpStatus.NOT_FOUND,
          "there is no report %s; there are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return report;
  }
}
