package dev.yunzhi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.ReplicationTenants;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The city {@code tax} has code 330100; {@code county} lies below it, {@code health} beside. */
class ReplicaNamespacesTest {

  private static final Namespace OWN = namespace("portal", "tax", "330100");
  private static final Namespace BELOW = namespace("branch", "county", "330100", "330101");
  private static final Namespace BESIDE = namespace("clinic", "health", "330200");

  @Test
  void theDepartmentsOwnTenantsAlone() {
    for (ReplicationTenants tenants :
        new ReplicationTenants[] {
          null, new ReplicationTenants(null, null), new ReplicationTenants(false, Map.of())
        }) {
      var included = new ReplicaNamespaces("tax", "330100", tenants);
      assertThat(included.include(OWN)).isTrue();
      assertThat(included.include(BELOW)).isFalse();
      assertThat(included.include(BESIDE)).isFalse();
    }
  }

  @Test
  void thoseBelowTooAndNeverThoseBeside() {
    var included = new ReplicaNamespaces("tax", "330100", new ReplicationTenants(true, null));
    assertThat(included.include(OWN)).isTrue();
    assertThat(included.include(BELOW)).isTrue();
    assertThat(included.include(BESIDE)).isFalse();
  }

  @Test
  void labelsNarrowAndNeverWiden() {
    var clinic = new ReplicationTenants(true, Map.of("yunzhi.dev/tenant", "clinic"));
    assertThat(new ReplicaNamespaces("tax", "330100", clinic).include(BESIDE)).isFalse();
    var branch = new ReplicationTenants(true, Map.of("yunzhi.dev/tenant", "branch"));
    assertThat(new ReplicaNamespaces("tax", "330100", branch).include(BELOW)).isTrue();
    assertThat(new ReplicaNamespaces("tax", "330100", branch).include(OWN)).isFalse();
  }

  @Test
  void neitherAHomeNorWhatIsBeingDeleted() {
    var included = new ReplicaNamespaces("tax", "330100", null);
    Namespace home =
        new NamespaceBuilder(OWN)
            .editMetadata()
            .removeFromLabels("yunzhi.dev/tenant")
            .endMetadata()
            .build();
    assertThat(included.include(home)).isFalse();
    Namespace going =
        new NamespaceBuilder(OWN)
            .editMetadata()
            .withDeletionTimestamp("2026-11-25T00:00:00Z")
            .endMetadata()
            .build();
    assertThat(included.include(going)).isFalse();
  }

  private static Namespace namespace(String tenant, String department, String... path) {
    var labels = new TreeMap<String, String>();
    labels.put("yunzhi.dev/tenant", tenant);
    labels.put("yunzhi.dev/department", department);
    for (String code : path) {
      labels.put("ancestor.yunzhi.dev/" + code, "City");
    }
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(tenant + "-web")
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
