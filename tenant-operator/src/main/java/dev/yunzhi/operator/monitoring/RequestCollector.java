package dev.yunzhi.operator.monitoring;

import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.StageStatus;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.model.HomeNamespace;
import dev.yunzhi.operator.reconcile.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How far the requests of each department have come, and who keeps them waiting since when, worked
 * out when it is asked for: series by department and phase or stage, never by request. Thread-safe.
 */
final class RequestCollector extends Collector {

  private final Supplier<? extends Collection<TenantRequest>> requests;

  RequestCollector(Supplier<? extends Collection<TenantRequest>> requests) {
    this.requests = requests;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new Families();
    requests.get().forEach(families::add);
    return families.all();
  }

  /** The samples of one scrape. Not thread-safe. */
  private static final class Families {

    private record Key(String department, String what) implements Comparable<Key> {
      @Override
      public int compareTo(Key other) {
        int byDepartment = department.compareTo(other.department);
        return byDepartment != 0 ? byDepartment : what.compareTo(other.what);
      }

      List<String> labels() {
        return List.of(department, what);
      }
    }

    private final TreeMap<Key, Integer> byPhase = new TreeMap<>();
    private final TreeMap<Key, Integer> byStage = new TreeMap<>();
    private final TreeMap<Key, Long> oldest = new TreeMap<>();

    void add(TenantRequest request) {
      var status = request.getStatus();
      if (status == null || status.phase() == null) {
        return;
      }
      String department = HomeNamespace.departmentOf(request.getMetadata().getNamespace());
      byPhase.merge(new Key(department, WireName.of(status.phase())), 1, Integer::sum);
      if (status.phase() != RequestPhase.AWAITING_APPROVAL || status.stages() == null) {
        return;
      }
      long since = since(request);
      for (StageStatus stage : status.stages()) {
        if (stage.decision() == null) {
          var key = new Key(department, WireName.of(stage.stage()));
          byStage.merge(key, 1, Integer::sum);
          oldest.merge(key, since, Math::min);
        }
      }
    }

    private static long since(TenantRequest request) {
      Condition approved =
          Conditions.of(request.getStatus().conditions(), ConditionType.REQUEST_APPROVED);
      String since =
          approved == null
              ? request.getMetadata().getCreationTimestamp()
              : approved.getLastTransitionTime();
      return Instant.parse(since).getEpochSecond();
    }

    List<MetricFamilySamples> all() {
      var requests =
          new GaugeMetricFamily(
              "yunzhi_requests", "Requests by the phase that they are in", labels("phase"));
      byPhase.forEach((key, count) -> requests.addMetric(key.labels(), count));
      var waiting =
          new GaugeMetricFamily(
              "yunzhi_requests_waiting",
              "Requests that wait for the decision of a stage",
              labels("stage"));
      byStage.forEach((key, count) -> waiting.addMetric(key.labels(), count));
      var since =
          new GaugeMetricFamily(
              "yunzhi_requests_waiting_since_timestamp_seconds",
              "Since when the oldest of them has been waiting",
              labels("stage"));
      oldest.forEach((key, at) -> since.addMetric(key.labels(), at.doubleValue()));
      return List.of(requests, waiting, since);
    }

    private static List<String> labels(String what) {
      return List.of("department", what);
    }
  }
}
