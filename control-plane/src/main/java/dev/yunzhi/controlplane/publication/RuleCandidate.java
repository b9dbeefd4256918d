package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;
import java.io.IOException;
import java.util.Optional;

/**
 * A Policy object with a rule of its own.
 *
 * @param object its name
 * @param generation of its spec
 * @param rego the module
 * @param tests its tests; null has none
 * @param tried whether nothing of it is to be published
 */
record RuleCandidate(
    String object, long generation, RuleId id, String rego, String tests, boolean tried)
    implements Candidate {

  /** Of an object that has {@code spec.rego}. */
  static RuleCandidate of(Policy policy) {
    return new RuleCandidate(
        policy.getMetadata().getName(),
        policy.getMetadata().getGeneration(),
        new RuleId(policy.getSpec().policy()),
        policy.getSpec().rego(),
        policy.getSpec().tests(),
        Boolean.TRUE.equals(policy.getSpec().preview()));
  }

  /** What a check of it depends on. */
  record Content(RuleId id, String rego, String tests) {}

  @Override
  public Content content() {
    return new Content(id, rego, tests);
  }

  @Override
  public String rule() {
    return id.value();
  }

  @Override
  public Verdict check(OpaTools tools, Sources standard) throws OpaException, IOException {
    return tools.check(standard).check(content());
  }

  @Override
  public Sources addTo(Sources sources) {
    return sources.with(id, rego);
  }

  @Override
  public boolean isIn(Sources sources) {
    return sources.module(id).equals(Optional.of(rego));
  }

  @Override
  public Sources carriedOver(Sources into, Sources from) {
    return from.module(id).map(old -> into.with(id, old)).orElse(into);
  }
}
