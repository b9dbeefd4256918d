package dev.yunzhi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CRDs in the chart are those that the Java types say. */
class CrdsAreCurrentTest {

  /** What others have defined: it is in the chart, and not in our types. */
  private static final String FOREIGN = "wgpolicyk8s.io_";

  @Test
  void chartHoldsWhatTheTypesSay() throws IOException {
    Path folder = Path.of(System.getProperty("yunzhi.root"), "helm", "yunzhi", "crds");
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }

    committed.keySet().removeIf(name -> name.startsWith(FOREIGN));

    assertThat(committed).as("run `make generate` and commit").isEqualTo(CrdYaml.files());
  }
}
