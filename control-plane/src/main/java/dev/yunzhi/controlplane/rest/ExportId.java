package dev.yunzhi.controlplane.rest;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What an export is known by before it is recorded, so that its answer can say where its manifest
 * will be. Written as {@code 20261126T031500123Z-<uuid>}.
 *
 * @param time of the event that records it, to the millisecond
 * @param id of that event
 */
public record ExportId(Instant time, UUID id) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = 19;

  /** A new one, of now. */
  public static ExportId next(Clock clock) {
    return new ExportId(clock.instant().truncatedTo(ChronoUnit.MILLIS), UUID.randomUUID());
  }

  /** Reads one; nothing where it is not written so. */
  public static Optional<ExportId> parse(String text) {
    try {
      if (text.length() > TIME_LENGTH && text.charAt(TIME_LENGTH) == '-') {
        ExportId id =
            new ExportId(
                TIME.parse(text.substring(0, TIME_LENGTH), Instant::from),
                UUID.fromString(text.substring(TIME_LENGTH + 1)));
        return Optional.of(id).filter(read -> read.toString().equals(text));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      // Told by the absence.
    }
    return Optional.empty();
  }

  /** Where its manifest will be. */
  public String manifest() {
    return "/api/v1/reports/%s/manifest".formatted(this);
  }

  @Override
  public String toString() {
    return TIME.format(time) + "-" + id;
  }
}
