package dev.yunzhi.controlplane.agent;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the agents that have a bundle have come with it. Immutable.
 *
 * @param sequences of the revisions in force, one for each agent; 0 for what was not published here
 */
public record Enforcement(List<Long> sequences) {
  private static final Pattern PUBLISHED = Pattern.compile("(\\d{1,18})-.+");

  public Enforcement {
    sequences = List.copyOf(sequences);
  }

  /** Of a revision's name; 0 when it is null or of another form. */
  static long sequence(String revision) {
    Matcher published = PUBLISHED.matcher(revision == null ? "" : revision);
    return published.matches() ? Long.parseLong(published.group(1)) : 0;
  }

  /**
   * How many enforce a revision or a later one, of how many.
   *
   * @param revision null for whichever
   * @return {@code n/m}; null when there is no agent
   */
  public String by(String revision) {
    long wanted = sequence(revision);
    return of(sequences.stream().filter(sequence -> sequence >= wanted).count());
  }

  /** The same of what no revision has. */
  public String byNone() {
    return of(0);
  }

  private String of(long enforcing) {
    return sequences.isEmpty() ? null : enforcing + "/" + sequences.size();
  }
}
