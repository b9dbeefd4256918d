package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.PolicyPreview;
import dev.yunzhi.api.v1alpha1.PreviewedDepartment;
import dev.yunzhi.api.v1alpha1.PreviewedObject;
import dev.yunzhi.policy.Effect;
import dev.yunzhi.policy.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up what one policy would find. Memory does not grow with the estate. Not thread-safe. */
final class PreviewCount {

  private static final int MOST_DEPARTMENTS = 500;
  private static final int MOST_EXAMPLES = 50;

  /** The heaviest first. */
  private enum Result {
    DENY("Deny"),
    WARN("Warn"),
    AUDIT("Audit"),
    EXEMPT("Exempt");

    private final String wire;

    Result(String wire) {
      this.wire = wire;
    }

    static Result of(Finding finding) {
      if (finding.exempt()) {
        return EXEMPT;
      }
      Effect effect = finding.effect();
      return effect == Effect.DENY ? DENY : effect == Effect.WARN ? WARN : AUDIT;
    }
  }

  private final String policy;
  private final Map<Result, Integer> all = new EnumMap<>(Result.class);
  private final Map<String, Map<Result, Integer>> departments = new TreeMap<>();
  private final List<PreviewedObject> examples = new ArrayList<>();
  private int objects;
  private boolean complete = true;

  /**
   * @param policy id of the rule
   */
  PreviewCount(String policy) {
    this.policy = policy;
  }

  /**
   * Takes in what came of an object.
   *
   * @param department that it belongs to; empty when that is not known
   */
  void add(Judged judged, String department) {
    objects++;
    if (judged.failure() != null) {
      complete = false;
      return;
    }
    Optional<Finding> heaviest =
        judged.findings().stream()
            .filter(f -> f.policy().equals(policy))
            .min(Comparator.comparing(Result::of));
    if (heaviest.isEmpty()) {
      return;
    }
    Result result = Result.of(heaviest.get());
    all.merge(result, 1, Integer::sum);
    departments
        .computeIfAbsent(department, d -> new EnumMap<>(Result.class))
        .merge(result, 1, Integer::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(example(judged, department, heaviest.get(), result));
    }
  }

  /** Something could not be read. */
  void missed() {
    complete = false;
  }

  private static PreviewedObject example(
      Judged judged, String department, Finding finding, Result result) {
    return new PreviewedObject(
        judged.kind().kind(),
        judged.namespace(),
        judged.key().name(),
        department,
        result.wire,
        finding.exempt() ? finding.exception() : null,
        finding.path(),
        finding.message(),
        finding.messageZh());
  }

  /**
   * All of it.
   *
   * @param generation of the Policy that was tried
   */
  PolicyPreview result(Long generation) {
    return new PolicyPreview(
        generation,
        complete,
        objects,
        all.getOrDefault(Result.DENY, 0),
        all.getOrDefault(Result.WARN, 0),
        all.getOrDefault(Result.AUDIT, 0),
        all.getOrDefault(Result.EXEMPT, 0),
        departments.size(),
        departments.entrySet().stream()
            .map(d -> department(d.getKey(), d.getValue()))
            .sorted(
                Comparator.comparing(PreviewedDepartment::denied)
                    .thenComparing(PreviewedDepartment::warned)
                    .reversed()
                    .thenComparing(PreviewedDepartment::name))
            .limit(MOST_DEPARTMENTS)
            .toList(),
        List.copyOf(examples));
  }

  private static PreviewedDepartment department(String name, Map<Result, Integer> counts) {
    return new PreviewedDepartment(
        name,
        counts.getOrDefault(Result.DENY, 0),
        counts.getOrDefault(Result.WARN, 0),
        counts.getOrDefault(Result.AUDIT, 0),
        counts.getOrDefault(Result.EXEMPT, 0));
  }
}
