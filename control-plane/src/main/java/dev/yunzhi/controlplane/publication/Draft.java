package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.publication.RevisionStore.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the next revision would be, computed from the checked Policy objects and from the last
 * revision that was made of them: an object whose rule is not accepted keeps the one that it has
 * there, and one that is only tried has none.
 *
 * @param rules {@code since} is null of those that are new
 * @param changes against that revision, in words
 */
record Draft(Sources sources, List<Revision.Rule> rules, String changes) {

  Draft {
    rules = List.copyOf(rules);
  }

  static Draft of(Sources standard, Map<Candidate, Verdict> verdicts, Optional<Stored> before) {
    Sources sources = standard;
    List<Revision.Rule> rules = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (Map.Entry<Candidate, Verdict> entry : verdicts.entrySet()) {
      Candidate candidate = entry.getKey();
      if (candidate.tried()) {
        continue;
      }
      RuleId id = candidate.id();
      Optional<Revision.Rule> old = before.flatMap(b -> b.revision().rule(candidate));
      Optional<String> oldModule = before.flatMap(b -> b.sources().module(id));
      if (entry.getValue().accepted()) {
        boolean same = before.filter(b -> b.has(candidate)).isPresent();
        sources = sources.with(id, candidate.rego());
        rules.add(
            same
                ? old.get()
                : new Revision.Rule(id.value(), candidate.name(), candidate.generation(), null));
        if (!same) {
          changes.add(
              "%s %s by Policy %s, generation %d"
                  .formatted(
                      id,
                      old.isPresent() ? "changed" : "added",
                      candidate.name(),
                      candidate.generation()));
        }
      } else if (old.isPresent() && oldModule.isPresent()) {
        sources = sources.with(id, oldModule.get());
        rules.add(old.get());
      }
    }
    if (before.isPresent()) {
      before.get().revision().rules().stream()
          .filter(rule -> rules.stream().noneMatch(r -> r.policy().equals(rule.policy())))
          .forEach(rule -> changes.add(rule.policy() + " removed"));
    }
    return new Draft(sources, rules, words(changes, before));
  }

  /** Whether it is in here, and was not before as it is. */
  boolean isNew(Candidate candidate) {
    return rules.stream()
        .anyMatch(rule -> rule.since() == null && rule.object().equals(candidate.name()));
  }

  private static String words(List<String> changes, Optional<Stored> before) {
    if (!changes.isEmpty()) {
      return changes.stream().collect(Collectors.joining("; "));
    }
    return before.isEmpty()
        ? "the standard policies"
        : "the standard policies changed, or the policies go on after a rollback";
  }
}
