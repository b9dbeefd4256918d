package dev.yunzhi.e2e.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for an estate that nobody needs afterwards; closing it removes it. */
public record StateFolder(Path path) implements AutoCloseable {

  public static StateFolder temporary() throws IOException {
    return new StateFolder(Files.createTempDirectory("yunzhi"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
