package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.policy.PolicyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders of policies, and what opa builds of them for our engine. */
final class RegoSources {

  /** Those of the whole standard bundle. */
  static final Path STANDARD = Programs.root().resolve("policy-bundles/src/main/rego");

  /** Copies those files whose path below the folder is wanted. */
  static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (wanted.test(from.relativize(file).toString())) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  /**
   * Compiles a folder.
   *
   * @param more options of {@code opa build}
   * @return the bundle
   */
  static Path compile(Path sources, Path bundle, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build", "--target=wasm", "--bundle", sources.toString(), "--output=" + bundle));
    PolicyEngine.ENTRYPOINTS.forEach(name -> arguments.add("--entrypoint=" + name));
    arguments.addAll(List.of(more));
    new Command(Programs.path("opa"), Map.of()).run("", arguments).orThrow();
    return bundle;
  }

  private RegoSources() {}
}
