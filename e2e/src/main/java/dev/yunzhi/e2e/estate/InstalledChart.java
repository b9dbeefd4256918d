package dev.yunzhi.e2e.estate;

import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.e2e.cluster.Cluster;
import dev.yunzhi.e2e.cluster.Programs;

/** The chart on a cluster beside which our programs run as processes. */
final class InstalledChart {

  /**
   * Installs it, or brings it up to date.
   *
   * @param webhookUrl where the cluster reaches the operator
   */
  static void on(Cluster cluster, String webhookUrl) {
    cluster
        .helm(
            "upgrade",
            "--install",
            "yunzhi",
            Programs.root().resolve("helm/yunzhi").toString(),
            "--namespace=" + Yunzhi.SYSTEM_NAMESPACE,
            "--create-namespace",
            "--values=" + Programs.root().resolve("examples/local-values.yaml"),
            "--set=local.webhookUrl=" + webhookUrl)
        .orThrow();
  }

  private InstalledChart() {}
}
