package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The six rules that engines are compared by, for Pods and templates of workloads: privileged,
 * registries, limits, hostPath, capabilities and required labels.
 */
final class SixRules {

  private static final Path STANDARD = Programs.root().resolve("policy-bundles/src/main/rego");
  private static final Path SIX =
      Programs.root().resolve("e2e/src/main/resources/dev/yunzhi/e2e/bench/six-rules");

  /**
   * Puts the rules together with what every bundle of ours has.
   *
   * @param folder where to; not there yet
   * @return the same, a folder that OPA loads as a bundle
   */
  static Path sources(Path folder) throws IOException {
    copy(STANDARD, folder, path -> !path.contains("/policies/") && !path.endsWith("data.json"));
    copy(SIX, folder, path -> true);
    return folder;
  }

  /** The sources of the whole standard bundle. */
  static Path standardSources() {
    return STANDARD;
  }

  /** Compiles sources for our engine. */
  static Path compile(Path sources, Path bundle) {
    new Command(Programs.path("opa"), Map.of())
        .run(
            "",
            List.of(
                "build",
                "--target=wasm",
                "--bundle",
                sources.toString(),
                "--output=" + bundle,
                "--entrypoint=yunzhi/findings",
                "--entrypoint=yunzhi/stages",
                "--entrypoint=yunzhi/catalogue"))
        .orThrow();
    return bundle;
  }

  private static void copy(Path from, Path to, java.util.function.Predicate<String> which)
      throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (which.test(file.toString())) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private SixRules() {}
}
