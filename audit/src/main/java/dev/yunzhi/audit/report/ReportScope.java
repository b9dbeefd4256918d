package dev.yunzhi.audit.report;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a report was asked for, as it says itself. Only what decides its rows belongs here: never
 * who asked, or when, since a report of a past instant is the same bytes whoever makes it.
 *
 * @param at the instant that it shows
 * @param knownAt only what was known then counts
 * @param limits what it was limited to, in the order to show it; empty when to nothing
 */
public record ReportScope(Instant at, Instant knownAt, List<Limit> limits) {
  public ReportScope {
    limits = List.copyOf(limits);
  }

  /** One limit, such as the department. */
  public record Limit(Label name, String value) {
    /** So many names can be read; of more only the number is said beside the first. */
    private static final int SHOWN = 20;

    /** A limit to any of some names; none at all is said by a dash. */
    public static Limit of(Label name, Collection<String> values) {
      String shown = values.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
      if (values.size() > SHOWN) {
        shown += ", … (%d)".formatted(values.size());
      }
      return new Limit(name, values.isEmpty() ? "–" : shown);
    }
  }
}
