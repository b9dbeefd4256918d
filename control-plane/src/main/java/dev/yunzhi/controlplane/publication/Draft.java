package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.publication.RevisionStore.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the next revision would be, computed from the checked objects and from the last revision
 * that was made of them: an object whose rule is not accepted keeps the one that it has there, and
 * one that is only tried has none.
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
      Optional<Revision.Rule> old = before.flatMap(b -> b.revision().rule(candidate));
      if (entry.getValue().accepted()) {
        boolean same = before.filter(b -> b.has(candidate)).isPresent();
        sources = candidate.addTo(sources);
        rules.add(
            same
                ? old.get()
                : new Revision.Rule(
                    candidate.rule(), candidate.object(), candidate.generation(), null));
        if (!same) {
          changes.add(change(candidate, old.isPresent() ? "changed" : "added"));
        }
      } else if (old.isPresent()) {
        sources = candidate.carriedOver(sources, before.get().sources());
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

  private static String change(Candidate candidate, String what) {
    return candidate instanceof RuleCandidate rule
        ? "%s %s by Policy %s, generation %d"
            .formatted(rule.id(), what, rule.object(), rule.generation())
        : "%s %s, generation %d".formatted(candidate.rule(), what, candidate.generation());
  }

  /** Whether it is in here, and was not before as it is. */
  boolean isNew(Candidate candidate) {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.since() == null
                    && rule.policy().equals(candidate.rule())
                    && rule.object().equals(candidate.object()));
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
