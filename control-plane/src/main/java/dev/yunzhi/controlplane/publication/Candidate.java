package dev.yunzhi.controlplane.publication;

import dev.yunzhi.api.v1alpha1.Policy;

/**
 * A Policy object with a rule of its own.
 *
 * @param name of the object
 * @param generation of its spec
 * @param rego the module
 * @param tests its tests; null has none
 * @param tried whether nothing of it is to be published
 */
record Candidate(
    String name, long generation, RuleId id, String rego, String tests, boolean tried) {

  /** Of an object that has {@code spec.rego}. */
  static Candidate of(Policy policy) {
    return new Candidate(
        policy.getMetadata().getName(),
        policy.getMetadata().getGeneration(),
        new RuleId(policy.getSpec().policy()),
        policy.getSpec().rego(),
        policy.getSpec().tests(),
        Boolean.TRUE.equals(policy.getSpec().preview()));
  }

  /** What a check of it depends on. */
  record Content(RuleId id, String rego, String tests) {}

  Content content() {
    return new Content(id, rego, tests);
  }
}
