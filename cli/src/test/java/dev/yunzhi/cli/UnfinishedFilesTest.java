package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFilesTest {
  private final EOFException why = new EOFException("the end is missing");

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-26T04:00:00Z");
  private final UnfinishedFiles unfinished =
      new UnfinishedFiles(Duration.ofMinutes(1), () -> now, told::add);
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("audit.log.gz"), "half");
    assertThat(unfinished.worthATry(file)).isTrue();
    unfinished.endsTooEarly(file, why);
  }

  @Test
  void oneThatGrowsIsTriedAgainAndToldOfOnce() throws IOException {
    assertThat(unfinished.worthATry(file)).as("it is as it was").isFalse();
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(59);
      Files.writeString(file, "half and more" + "e".repeat(i));
      assertThat(unfinished.worthATry(file)).isTrue();
      unfinished.endsTooEarly(file, why);
    }
    assertThat(told)
        .containsExactly(file + " is not whole yet: the end is missing; it is tried again");
    Files.writeString(file, "whole");
    assertThat(unfinished.worthATry(file)).isTrue();
    unfinished.isWhole(file);
    assertThat(unfinished.any()).isFalse();
  }

  @Test
  void oneThatStaysAsItIsIsTakenForBrokenAndNamedOnce() throws IOException {
    now = now.plusSeconds(59);
    assertThat(unfinished.worthATry(file)).isFalse();
    assertThat(told).hasSize(1);
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(1);
      assertThat(unfinished.worthATry(file)).isFalse();
    }
    assertThat(told)
        .hasSize(2)
        .last()
        .isEqualTo(
            "error: %s is broken, or was never written to its end: the end is missing; what it lacks"
                    .formatted(file)
                + " was not sent");
    assertThat(unfinished.any()).isTrue();
    // It may be compressed anew all the same.
    Files.writeString(file, "half and more");
    assertThat(unfinished.worthATry(file)).isTrue();
  }

  @Test
  void oneThatIsGoneIsForgotten() {
    unfinished.retain(List.of());
    assertThat(unfinished.any()).isFalse();
  }
}
