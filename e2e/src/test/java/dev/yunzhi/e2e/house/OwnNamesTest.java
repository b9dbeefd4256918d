package dev.yunzhi.e2e.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Test classes share an estate: two that give one name to their departments, projects, tenants or
 * requests, or one code, fail each other, in an order that differs between machines.
 */
class OwnNamesTest {

  private static final String SHARED_ESTATE = "@OnOperatorEstate";

  private static final Pattern NAME =
      Pattern.compile("\\b(?:department|child|project|tenant|request)\\(\\s*\"([-a-z0-9]+)\"");
  private static final Pattern CODE = Pattern.compile("\"(9[0-9]{5,11})\"");

  /** Every estate has it. */
  private static final Set<String> ROOT = Set.of("root", "900000");

  @Test
  void eachIsOfOneTestClass() throws IOException {
    Map<String, Set<String>> classes = new TreeMap<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      if (text.contains(SHARED_ESTATE)) {
        for (Pattern pattern : List.of(NAME, CODE)) {
          pattern
              .matcher(text)
              .results()
              .forEach(
                  found ->
                      classes
                          .computeIfAbsent(found.group(1), c -> new TreeSet<>())
                          .add(source.getFileName().toString()));
        }
      }
    }
    classes.keySet().removeAll(ROOT);

    assertThat(classes).hasSizeGreaterThan(100);
    assertThat(classes).allSatisfy((name, users) -> assertThat(users).as(name).hasSize(1));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Programs.root().resolve("e2e/src/test/java"))) {
      return files.filter(f -> f.toString().endsWith("Test.java")).toList();
    }
  }
}
