package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityStatus;
import dev.yunzhi.api.v1alpha1.WireName;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How far the facilities of each department are from being closed, worked out when it is asked for:
 * series by department and phase or state, never by facility or system. Thread-safe.
 */
final class FacilityCollector extends Collector {

  private final Supplier<? extends Collection<Facility>> facilities;

  FacilityCollector(Supplier<? extends Collection<Facility>> facilities) {
    this.facilities = facilities;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new Families();
    facilities.get().forEach(families::add);
    return families.all();
  }

  /** The samples of one scrape. Not thread-safe. */
  private static final class Families {

    private final Map<String, Map<String, Integer>> byPhase = new TreeMap<>();
    private final Map<String, Map<String, Integer>> systems = new TreeMap<>();
    private final TreeMap<String, Integer> overdueWaves = new TreeMap<>();

    void add(Facility facility) {
      FacilityStatus status = facility.getStatus();
      if (status == null || status.phase() == null) {
        return;
      }
      String department = facility.getSpec().department();
      var phases = byPhase.computeIfAbsent(department, d -> new TreeMap<>());
      phases.merge(WireName.of(status.phase()), 1, Integer::sum);
      var states = systems.computeIfAbsent(department, d -> new TreeMap<>());
      states.merge("Moved", status.moved(), Integer::sum);
      states.merge("Retired", status.retired(), Integer::sum);
      states.merge("Left", status.left(), Integer::sum);
      overdueWaves.merge(department, status.wavesOverdue(), Integer::sum);
    }

    List<MetricFamilySamples> all() {
      var facilities =
          new GaugeMetricFamily(
              "yunzhi_facilities",
              "Machine rooms and private networks by the phase that they are in",
              List.of("department", "phase"));
      put(byPhase, facilities);
      var inThem =
          new GaugeMetricFamily(
              "yunzhi_facility_systems",
              "Systems of machine rooms and private networks that have moved, were retired, or are left",
              List.of("department", "state"));
      put(systems, inThem);
      var waves =
          new GaugeMetricFamily(
              "yunzhi_facility_waves_overdue",
              "Waves of migration whose day is over while systems of them are left",
              List.of("department"));
      overdueWaves.forEach((department, count) -> waves.addMetric(List.of(department), count));
      return List.of(facilities, inThem, waves);
    }

    private static void put(Map<String, Map<String, Integer>> counts, GaugeMetricFamily family) {
      counts.forEach(
          (department, by) ->
              by.forEach((what, count) -> family.addMetric(List.of(department, what), count)));
    }
  }
}
