package dev.yunzhi.operator.reconcile.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Department;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** A department speaks often; only what changes its tenants has all of them looked at again. */
class TenantWatchesTest {

  private static final String DEPARTMENT =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Department
      metadata: {name: county, generation: %d}
      spec: {displayName: 县, level: County, code: "990101"}
      status:
        observedGeneration: 1
        namespace: %s
        conditions: [{type: Ready, status: "%s", reason: Ready, message: m, observedGeneration: 1}]
      """;

  private final Department before = department(1, "dept-county", "True");

  @Test
  void itsSpecConcernsThem() {
    assertThat(TenantWatches.matters(before, department(2, "dept-county", "True"))).isTrue();
  }

  @Test
  void whetherItIsReadyConcernsThem() {
    assertThat(TenantWatches.matters(before, department(1, "dept-county", "False"))).isTrue();
  }

  @Test
  void theRestOfItsStatusDoesNot() {
    assertThat(TenantWatches.matters(before, department(1, "another", "True"))).isFalse();
  }

  private static Department department(int generation, String namespace, String ready) {
    return new KubernetesSerialization()
        .unmarshal(DEPARTMENT.formatted(generation, namespace, ready), Department.class);
  }
}
