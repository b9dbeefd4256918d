package dev.yunzhi.e2e.chart;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.LocalCluster;
import dev.yunzhi.e2e.cluster.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The chart in {@code helm/yunzhi}, by the real helm. */
public final class Chart {

  /** Folder of the chart. */
  public static final String FOLDER = Programs.root().resolve("helm/yunzhi").toString();

  private static final String NAMESPACE = "yunzhi-system";

  private Chart() {}

  /**
   * Installs the rights, webhooks and guards, but no programs; the webhooks call an address where
   * nothing listens.
   *
   * @param options more options of {@code helm upgrade}
   */
  public static void installWithoutPrograms(LocalCluster cluster, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                "yunzhi",
                FOLDER,
                "--namespace",
                NAMESPACE,
                "--create-namespace",
                "--wait",
                "--set",
                "operator.enabled=false",
                "--set",
                "controlPlane.enabled=false",
                "--set",
                "local.webhookUrl=https://127.0.0.1:1"));
    line.addAll(List.of(options));
    cluster.helm(line.toArray(String[]::new)).orThrow();
  }

  /** What helm would install, with values given as {@code a.b=c}. */
  static Manifest template(String... values) {
    return Manifest.parse(tryTemplate(values).orThrow());
  }

  /** As {@link #template}, for values that helm may refuse. */
  static CommandResult tryTemplate(String... values) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "template",
                "yunzhi",
                FOLDER,
                "--namespace",
                NAMESPACE,
                "--kube-version",
                "1.36.3"));
    for (String value : values) {
      line.add("--set-json");
      line.add(value);
    }
    return helm(line.toArray(String[]::new));
  }

  /** Runs helm without a cluster. */
  static CommandResult helm(String... arguments) {
    return new Command(Programs.path("helm"), Map.of()).run("", List.of(arguments));
  }
}
