package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.policy.Judgement;
import dev.yunzhi.policy.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what policies refused, by policy and by the department that it was refused to. A dry run
 * does not count. Thread-safe.
 */
final class Denials {

  private final Reader watched;
  private final MeterRegistry meters;

  Denials(Reader watched, MeterRegistry meters) {
    this.watched = watched;
    this.meters = meters;
  }

  /**
   * Counts a denial once for each policy that denies.
   *
   * @param department null or one that does not exist counts for none: what people write cannot
   *     make series without end
   */
  void count(AdmissionRequest request, String department, Judgement judgement) {
    if (request.dryRun()) {
      return;
    }
    boolean known = department != null && watched.get(Department.class, null, department) != null;
    judgement.findings().stream()
        .filter(Finding::denies)
        .map(Finding::policy)
        .distinct()
        .forEach(policy -> counter(known ? department : "", policy).increment());
  }

  private Counter counter(String department, String policy) {
    return Counter.builder("yunzhi.admission.denials")
        .description("Admission reviews that a policy denied")
        .tag("department", department)
        .tag("policy", policy)
        .register(meters);
  }
}
