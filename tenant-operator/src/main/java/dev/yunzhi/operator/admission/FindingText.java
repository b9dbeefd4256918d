package dev.yunzhi.operator.admission;

import dev.yunzhi.policy.Clause;
import dev.yunzhi.policy.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings as whoever sent the object reads them, English first, then Chinese. */
final class FindingText {

  /** The API server cuts longer warnings. */
  private static final int MAX_WARNING = 256;

  /** More lines than this help nobody. */
  private static final int MAX_LINES = 10;

  /**
   * @param what the object, e.g. {@code Pod web}
   */
  static String denial(String what, List<Finding> findings) {
    List<Finding> denying = findings.stream().filter(Finding::denies).toList();
    return Refusal.BY_POLICY.english(what, lines(denying, FindingText::english, "and %d more"))
        + "\n"
        + Refusal.BY_POLICY.chinese(what, lines(denying, FindingText::chinese, "另有 %d 项"));
  }

  /** Two warnings, one in each language, for each finding that is picked. */
  static List<String> warnings(List<Finding> findings, Predicate<Finding> picked) {
    var warnings = new ArrayList<String>();
    for (Finding finding : findings.stream().filter(picked).toList()) {
      warnings.add(shortened(english(finding)));
      warnings.add(shortened(chinese(finding)));
    }
    return warnings;
  }

  static String shortened(String text) {
    return text.length() <= MAX_WARNING ? text : text.substring(0, MAX_WARNING - 1) + "…";
  }

  private static String lines(List<Finding> findings, Function<Finding, String> line, String more) {
    String shown = findings.stream().limit(MAX_LINES).map(line).collect(Collectors.joining("\n"));
    return findings.size() <= MAX_LINES
        ? shown
        : shown + "\n" + more.formatted(findings.size() - MAX_LINES);
  }

  private static String english(Finding finding) {
    return "[%s] %s%s%s"
        .formatted(
            finding.policy(),
            place(finding, ": "),
            finding.message(),
            clauses(finding, "unconfirmed"));
  }

  private static String chinese(Finding finding) {
    return "[%s] %s%s%s"
        .formatted(
            finding.policy(), place(finding, "："), finding.messageZh(), clauses(finding, "未核实"));
  }

  /** Constraints name no field. */
  private static String place(Finding finding, String colon) {
    return finding.path().isEmpty() ? "" : finding.path() + colon;
  }

  /** What was not read in a public source is never printed as certain. */
  private static String clauses(Finding finding, String unconfirmed) {
    if (finding.clauses().isEmpty()) {
      return "";
    }
    return finding.clauses().stream()
        .map(c -> c.confirmed() ? place(c) : place(c) + " " + unconfirmed)
        .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String place(Clause clause) {
    return Stream.of(clause.standard(), clause.edition(), clause.clause())
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private FindingText() {}
}
