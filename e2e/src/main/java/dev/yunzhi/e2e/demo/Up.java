package dev.yunzhi.e2e.demo;

import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What {@code make up} runs: starts everything, shows the demonstration, tells where things are,
 * and leaves it all running. Environment: {@code DEMO=0} leaves the demonstration out, {@code
 * LOCAL=0} uses the cluster of {@code KUBECONFIG} instead of a local one, {@code YUNZHI_STATE}
 * names the folder of all state (default {@code .local}).
 */
public final class Up {

  private Up() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      run(System.getenv(), out);
      // The clients' threads must not keep this program from its end.
      System.exit(0);
    } catch (IOException | RuntimeException e) {
      out.flush();
      System.err.println("make up failed: " + e.getMessage());
      if (System.getenv("DEBUG") != null) {
        e.printStackTrace();
      }
      System.exit(1);
    }
  }

  private static void run(Map<String, String> environment, PrintStream out) throws IOException {
    Narration narration = new Narration(out);
    Path state =
        environment.containsKey("YUNZHI_STATE")
            ? Path.of(environment.get("YUNZHI_STATE"))
            : Programs.root().resolve(".local");
    narration.chapter("启动", "Starting");
    Estate estate =
        Estate.start(state, Lifetime.UNTIL_STOPPED, settings(environment), narration::tell);
    if (!"0".equals(environment.get("DEMO"))) {
      new Demonstration(estate, narration, Clock.systemUTC()).play();
    }
    new Summary(estate, narration).tell();
  }

  private static EstateSettings settings(Map<String, String> environment) {
    if (!"0".equals(environment.get("LOCAL"))) {
      return EstateSettings.DEFAULT;
    }
    Path kubeconfig =
        environment.containsKey("KUBECONFIG")
            ? Path.of(environment.get("KUBECONFIG"))
            : Path.of(System.getProperty("user.home"), ".kube", "config");
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalArgumentException(
          "LOCAL=0 uses your own cluster, but %s can't be read: set KUBECONFIG to one file"
              .formatted(kubeconfig));
    }
    return EstateSettings.DEFAULT.onClusterOf(kubeconfig);
  }
}
