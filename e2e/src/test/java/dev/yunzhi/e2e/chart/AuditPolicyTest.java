package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Programs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The audit policy that the chart hands out is the one that every test runs with. */
class AuditPolicyTest {

  @Test
  void chartAndLocalClusterAgree() throws IOException {
    Path root = Programs.root();
    String local =
        Files.readString(root.resolve("local-cluster/internal/cluster/audit-policy.yaml"));

    assertThat(Files.readString(root.resolve("helm/yunzhi/files/audit-policy.yaml")))
        .isEqualTo(local);
    assertThat(
            Chart.template()
                .one(ConfigMap.class, "yunzhi-audit-policy")
                .getData()
                .get("audit-policy.yaml")
                .strip())
        .isEqualTo(local.strip());
  }
}
