package dev.yunzhi.operator.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  @TempDir Path directory;

  @Test
  void whatWasAppendedIsThereAfterARestartInOrder() throws IOException {
    try (var spool = new Spool(directory, 1000, 4)) {
      append(spool, "{\"a\":1}");
      append(spool, "{\"b\":2}");
    }
    try (var spool = new Spool(directory, 1000, 4)) {
      append(spool, "{\"c\":3}");
      assertThat(take(spool)).isEqualTo("[{\"a\":1}]");
      assertThat(take(spool)).isEqualTo("[{\"b\":2}]");
      assertThat(take(spool)).isEqualTo("[{\"c\":3}]");
      assertThat(spool.oldest()).isEmpty();
      assertThat(spool.bytes()).isZero();
    }
  }

  @Test
  void aLineThatACrashCutInTwoIsLeftOut() throws IOException {
    try (var spool = new Spool(directory, 1000, 1000)) {
      append(spool, "{\"a\":1}");
    }
    Path segment;
    try (var spool = new Spool(directory, 1000, 1000)) {
      segment = spool.oldest().orElseThrow();
    }
    Files.writeString(segment, "{\"b\":", StandardOpenOption.APPEND);
    try (var spool = new Spool(directory, 1000, 1000)) {
      assertThat(take(spool)).isEqualTo("[{\"a\":1}]");
    }
  }

  @Test
  void aFullSpoolKeepsTheOldestAndTakesMoreOnceThereIsRoom() throws IOException {
    try (var spool = new Spool(directory, 20, 1000)) {
      append(spool, "{\"a\":1}");
      append(spool, "{\"b\":2}");
      assertThat(spool.append(List.of(bytes("{\"c\":3}")))).isZero();
      assertThat(take(spool)).isEqualTo("[{\"a\":1},{\"b\":2}]");
      append(spool, "{\"c\":3}");
    }
  }

  @Test
  void severalLinesAtOnceAreAsOneAfterTheOther() throws IOException {
    try (var spool = new Spool(directory, 30, 12)) {
      var lines = List.of(bytes("{\"a\":1}"), bytes("{\"b\":2}"), bytes("{\"c\":3}"), bytes("{}"));
      assertThat(spool.append(lines)).isEqualTo(4);
      assertThat(spool.append(lines)).as("how many fit").isZero();
      assertThat(take(spool)).isEqualTo("[{\"a\":1},{\"b\":2}]");
      assertThat(take(spool)).isEqualTo("[{\"c\":3},{}]");
      assertThat(spool.bytes()).isZero();
    }
  }

  @Test
  void aSegmentThatIsBeingUploadedGetsNoMoreLines() throws IOException {
    try (var spool = new Spool(directory, 1000, 1000)) {
      append(spool, "{\"a\":1}");
      Path oldest = spool.oldest().orElseThrow();
      append(spool, "{\"b\":2}");
      assertThat(text(oldest)).isEqualTo("[{\"a\":1}]");
    }
  }

  @Test
  void twoProcessesCannotHoldOneDirectory() throws IOException {
    try (var first = new Spool(directory, 1000, 1000)) {
      assertThat(first.bytes()).isZero();
      assertThatThrownBy(() -> new Spool(directory, 1000, 1000))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("held by another process");
    }
  }

  @Test
  void whatManyAppendAtOnceIsAllThere() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try (var spool = new Spool(directory, 1 << 20, 500)) {
      List<Callable<Boolean>> lines =
          IntStream.range(0, 400)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> spool.append(List.of(bytes("{\"n\":%d}".formatted(i)))) == 1)
              .toList();
      for (Future<Boolean> kept : writers.invokeAll(lines)) {
        assertThat(kept.get()).isTrue();
      }
    } finally {
      writers.shutdownNow();
    }
    Set<String> found = new HashSet<>();
    try (var spool = new Spool(directory, 1 << 20, 500)) {
      while (spool.oldest().isPresent()) {
        String batch = take(spool);
        found.addAll(List.of(batch.substring(1, batch.length() - 1).split(",")));
      }
    }
    assertThat(found).hasSize(400);
  }

  private static void append(Spool spool, String line) throws IOException {
    assertThat(spool.append(List.of(bytes(line)))).isEqualTo(1);
  }

  private static String take(Spool spool) throws IOException {
    Path oldest = spool.oldest().orElseThrow();
    String text = text(oldest);
    spool.remove(oldest);
    return text;
  }

  private static String text(Path segment) throws IOException {
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(Uploader.batch(segment)))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
