package dev.yunzhi.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScannedKindTest {

  /** What admission refuses from now on is found where it is already, and nothing else is. */
  @Test
  void theKindsAreThoseThatTheWebhookSees() throws IOException {
    Path template =
        Path.of(System.getProperty("yunzhi.root"))
            .resolve("helm/yunzhi/templates/admission/validating.yaml");
    String webhook = Files.readString(template).split("name: policies.yunzhi.dev", 2)[1];
    Set<String> seen = new TreeSet<>();
    Pattern.compile("resources: \\[([^]]*)]")
        .matcher(webhook)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(", ", -1)))
        .filter(resource -> !resource.contains("/"))
        .forEach(seen::add);

    assertThat(
            Arrays.stream(ScannedKind.values())
                .filter(ScannedKind::namespaced)
                .map(ScannedKind::plural)
                .collect(Collectors.toSet()))
        .isEqualTo(seen);
  }
}
