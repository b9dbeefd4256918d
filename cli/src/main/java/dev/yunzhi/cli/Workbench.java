package dev.yunzhi.cli;

import dev.yunzhi.policy.StandardPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A temporary folder with the standard policies and a rule beside them, as they stand in a bundle.
 * Gone when it is closed.
 */
final class Workbench implements AutoCloseable {

  static final String STANDARD = "standard";

  private final Path folder;
  private final List<String> modules = new ArrayList<>(List.of(STANDARD));

  Workbench(WrittenRule rule) throws IOException {
    this.folder = Files.createTempDirectory("yunzhi-policy");
    for (Map.Entry<String, String> source : StandardPolicies.sources().entrySet()) {
      Path file = folder.resolve(STANDARD + source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    add(rule.key() + ".rego", rule.rego());
    if (rule.tests() != null) {
      add(rule.key() + "_test.rego", rule.tests());
    }
  }

  private void add(String name, String module) throws IOException {
    Files.writeString(folder.resolve(name), module);
    modules.add(name);
  }

  Path folder() {
    return folder;
  }

  /** What opa is to load, below the folder. */
  List<String> modules() {
    return List.copyOf(modules);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
