package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyPagesTest {
  private static final Path PAGES = Path.of("../docs/policies");

  @Test
  void thePagesAreThoseOfThePolicies() throws Exception {
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path file : files.toList()) {
        written.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    try (PolicyEngine engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      assertThat(written)
          .as("docs/policies; `make generate` writes it anew")
          .isEqualTo(PolicyPages.render(engine.catalogue()));
    }
  }
}
