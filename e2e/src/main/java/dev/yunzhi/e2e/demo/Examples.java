package dev.yunzhi.e2e.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML in {@code examples/}, with its terms moved to today: a request that was right when the
 * example was written must not be refused as expired a year later.
 */
final class Examples {

  private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 24);
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:Z|[+-]\\d{2}:\\d{2})");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

  private final Path folder;
  private final Clock clock;

  Examples(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The text of one file, ready to apply. */
  String read(String name) throws IOException {
    long days =
        Math.max(
            0,
            ChronoUnit.DAYS.between(WRITTEN, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    Matcher instants = INSTANT.matcher(Files.readString(folder.resolve(name)));
    return instants.replaceAll(
        found -> OffsetDateTime.parse(found.group()).plusDays(days).format(FORMAT));
  }
}
