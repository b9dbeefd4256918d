package dev.yunzhi.operator.reconcile.request;

import dev.yunzhi.api.v1alpha1.Effect;
import dev.yunzhi.api.v1alpha1.FindingStatus;
import dev.yunzhi.policy.Clause;
import dev.yunzhi.policy.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings of the policies as a status shows them. */
final class Findings {

  static List<FindingStatus> asStatus(List<Finding> findings) {
    return findings.stream()
        .map(
            f ->
                new FindingStatus(
                    f.policy(),
                    Effect.valueOf(f.effect().name()),
                    f.message(),
                    f.messageZh(),
                    f.path(),
                    f.clauses().stream().map(Findings::line).toList(),
                    f.exception()))
        .toList();
  }

  /** Ids of the policies that refuse, each once. */
  static List<String> refusing(List<Finding> findings) {
    return findings.stream().filter(Finding::denies).map(Finding::policy).distinct().toList();
  }

  static String messages(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::denies)
        .map(f -> "[%s] %s / %s".formatted(f.policy(), f.message(), f.messageZh()))
        .collect(Collectors.joining("; "));
  }

  /** A number that was not read in a public source is marked. */
  private static String line(Clause clause) {
    String place =
        Stream.of(clause.standard(), clause.edition(), clause.clause())
            .filter(part -> part != null && !part.isEmpty())
            .collect(Collectors.joining(" "));
    return clause.confirmed() ? place : place + " (unconfirmed)";
  }

  private Findings() {}
}
