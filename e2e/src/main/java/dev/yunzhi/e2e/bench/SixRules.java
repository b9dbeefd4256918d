package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The six rules that engines are compared by, for Pods and templates of workloads: privileged,
 * registries, limits, hostPath, capabilities and required labels.
 */
final class SixRules {

  private static final Path SIX =
      Programs.root().resolve("e2e/src/main/resources/dev/yunzhi/e2e/bench/six-rules");

  /**
   * Puts the rules together with what every bundle of ours has.
   *
   * @param folder where to; not there yet
   * @return the same, a folder that OPA loads as a bundle
   */
  static Path sources(Path folder) throws IOException {
    RegoSources.copy(
        RegoSources.STANDARD,
        folder,
        path -> !path.contains("/policies/") && !path.endsWith("data.json"));
    RegoSources.copy(SIX, folder, path -> true);
    return folder;
  }

  private SixRules() {}
}
