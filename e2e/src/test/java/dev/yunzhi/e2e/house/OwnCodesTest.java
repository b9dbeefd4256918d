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
 * Test classes share an estate, and a department's name and code are its own: two classes that use
 * the same fail each other, in an order that differs between machines.
 */
class OwnCodesTest {

  private static final Pattern DEPARTMENT =
      Pattern.compile("department\\(\\s*\"([^\"]+)\",\\s*\"[^\"]+\",\\s*\"([0-9]{6,12})\"");

  /** Every estate has it. */
  private static final Set<String> ROOT = Set.of("root", "900000");

  @Test
  void eachDepartmentIsOfOneTestClass() throws IOException {
    Map<String, Set<String>> classes = new TreeMap<>();
    for (Path source : sources()) {
      var codes = DEPARTMENT.matcher(Files.readString(source));
      while (codes.find()) {
        for (int group = 1; group <= 2; group++) {
          classes
              .computeIfAbsent(codes.group(group), c -> new TreeSet<>())
              .add(source.getFileName().toString());
        }
      }
    }
    classes.keySet().removeAll(ROOT);

    assertThat(classes).hasSizeGreaterThan(20);
    assertThat(classes).allSatisfy((code, users) -> assertThat(users).as(code).hasSize(1));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Programs.root().resolve("e2e/src/test/java"))) {
      return files.filter(f -> f.toString().endsWith("Test.java")).toList();
    }
  }
}
