package dev.yunzhi.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantCollectorTest {

  private final List<Tenant> tenants = new ArrayList<>();
  private final TenantCollector collector = new TenantCollector(() -> tenants);

  @Test
  void aTenantThatRuns() throws IOException {
    tenants.add(
        tenant(
            "health",
            "expiresAt: '1970-01-01T08:01:00+08:00'",
            """
            status:
              phase: Active
              namespaces: [{name: health-web, ready: true}, {name: health-data, ready: false}]
              conditions: [{type: Ready, status: 'True', observedGeneration: 3}]
            """));

    assertThat(Exposition.of(collector))
        .contains(
            "yunzhi_tenants{phase=\"Active\",} 1.0",
            "yunzhi_tenants{phase=\"Suspended\",} 0.0",
            "yunzhi_tenant_info{department=\"huzhou\",tenant=\"health\",title=\"健康\",project=\"\",environment=\"Production\",protection_level=\"2\",data_class=\"General\",} 1.0",
            "yunzhi_tenant_phase{department=\"huzhou\",tenant=\"health\",phase=\"Active\",} 1.0",
            "yunzhi_tenant_ready{department=\"huzhou\",tenant=\"health\",} 1.0",
            "yunzhi_tenant_suspended{department=\"huzhou\",tenant=\"health\",} 0.0",
            "yunzhi_tenant_expires_timestamp_seconds{department=\"huzhou\",tenant=\"health\",} 60.0",
            "yunzhi_tenant_namespaces{department=\"huzhou\",tenant=\"health\",} 2.0",
            "yunzhi_tenant_namespaces_ready{department=\"huzhou\",tenant=\"health\",} 1.0");
  }

  @Test
  void whatIsReadyOfAnEarlierGenerationIsNotReady() throws IOException {
    tenants.add(
        tenant(
            "health",
            "",
            "status: {conditions: [{type: Ready, status: 'True', observedGeneration: 2}]}"));

    assertThat(Exposition.of(collector))
        .contains("yunzhi_tenant_ready{department=\"huzhou\",tenant=\"health\",} 0.0")
        .noneMatch(line -> line.startsWith("yunzhi_tenant_expires"));
  }

  @Test
  void whatSleepsStandsStill() throws IOException {
    tenants.add(tenant("health", "", "status: {phase: Hibernating}"));

    assertThat(Exposition.of(collector))
        .contains("yunzhi_tenant_suspended{department=\"huzhou\",tenant=\"health\",} 1.0");
  }

  @Test
  void aTenantWithoutStatusIsNotReady() throws IOException {
    tenants.add(tenant("health", "", ""));

    assertThat(Exposition.of(collector))
        .contains("yunzhi_tenant_ready{department=\"huzhou\",tenant=\"health\",} 0.0")
        .noneMatch(line -> line.startsWith("yunzhi_tenant_phase"));
  }

  @Test
  void whoIsGoneIsNotSaidAnyMore() throws IOException {
    tenants.add(tenant("health", "", ""));
    Exposition.of(collector);
    tenants.clear();

    assertThat(Exposition.of(collector)).noneMatch(line -> line.contains("health"));
  }

  @Test
  void eachTenantAddsTheSameFewSeries() throws IOException {
    String status = "status: {phase: Active, namespaces: [{name: a}, {name: b}, {name: c}]}";
    tenants.add(tenant("t0", "expiresAt: '2027-01-01T00:00:00Z'", status));
    int one = Exposition.of(collector).size();
    for (int i = 1; i < 100; i++) {
      tenants.add(tenant("t" + i, "expiresAt: '2027-01-01T00:00:00Z'", status));
    }

    assertThat(Exposition.of(collector)).hasSize(one + 99 * 7);
  }

  static Tenant tenant(String name, String more, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s, generation: 3}
        spec:
          department: huzhou
          displayName: 健康
          environment: Production
          protectionLevel: 2
          dataClass: General
          %s
        %s
        """
            .formatted(name, more, status),
        Tenant.class);
  }
}
