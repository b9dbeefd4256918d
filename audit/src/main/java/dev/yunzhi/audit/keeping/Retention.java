package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.InvalidFieldException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How many days bodies are kept after the month in which they were recorded has ended.
 *
 * @param days by stream
 * @param otherwise of all other streams; null keeps them for good
 */
public record Retention(Map<String, Integer> days, Integer otherwise) {
  /**
   * Six calendar months are 181 to 184 days: the Cybersecurity Law asks for no less (article 23(3)
   * of the edition in force since 2026-01-01).
   */
  public static final int LEAST_DAYS = 184;

  /** A hundred years: longer is a slip of the hand. */
  private static final int MOST_DAYS = 36_525;

  /**
   * Checks every number.
   *
   * @throws InvalidFieldException when one is too low or too high, or is set for the stream that
   *     tells what was removed
   */
  public Retention {
    days = new TreeMap<>(days);
    days.forEach((stream, number) -> require("retention-days." + stream, number));
    if (days.containsKey(KeepingEvents.STREAM)) {
      throw new InvalidFieldException(
          "retention-days." + KeepingEvents.STREAM,
          "cannot be set: what was removed, and by which rule, is told for good");
    }
    if (otherwise != null) {
      require("default-retention-days", otherwise);
    }
  }

  private static void require(String setting, int days) {
    if (days < LEAST_DAYS || days > MOST_DAYS) {
      throw new InvalidFieldException(
          setting,
          "is %d; it must be %d to %d days. Logs are kept for six months at least (Cybersecurity Law, article 23(3))"
              .formatted(days, LEAST_DAYS, MOST_DAYS));
    }
  }

  /** Days of a stream; none when it is kept for good. */
  OptionalInt of(String stream) {
    Integer set = stream.equals(KeepingEvents.STREAM) ? null : days.getOrDefault(stream, otherwise);
    return set == null ? OptionalInt.empty() : OptionalInt.of(set);
  }
}
