package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.DATA;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A host belongs to the tenant that took it first, and to nobody while nobody has it. The class
 * {@code inner} leads to no internet, so that no approval is needed.
 */
@OnTwoTenants
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostsTest {

  private final TwoTenants tenants;

  HostsTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  @BeforeAll
  void letTheInnerClassIn() {
    tenants.estate().apply(TwoTenants.resource("inner-classes.yaml"));
    await()
        .atMost(OperatorEstate.LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                tenants
                        .lily()
                        .resource(ingress(WEB, "probe", "probe.lake.example"))
                        .dryRun()
                        .create()
                    != null);
  }

  @AfterAll
  void leaveItAsItWas() {
    tenants.administrator().resources(Policy.class).withName("inner-classes").delete();
  }

  @Test
  void theFirstHasItAndItsOwnNamespacesShareIt() {
    Ingress first = create(tenants.lily(), ingress(WEB, "first", "permits.example"));
    create(tenants.lily(), ingress(DATA, "again", "permits.example"));

    awaitRefusal(ingress(CLINIC, "late", "permits.example"), "belongs to tenant \"lake-permits\"");
    refused(tenants.hal(), ingress(CLINIC, "late", "permits.example"), "ISO-002", "已属于租户");

    tenants.lily().resource(first).delete();
    tenants.lily().resource(ingress(DATA, "again", "permits.example")).delete();
    await()
        .atMost(OperatorEstate.LIMIT)
        .ignoreExceptions()
        .until(() -> create(tenants.hal(), ingress(CLINIC, "late", "permits.example")) != null);
    tenants.hal().resource(ingress(CLINIC, "late", "permits.example")).delete();
  }

  @Test
  void aWildcardTakesWhatLiesBelowIt() {
    Ingress all = create(tenants.hal(), ingress(CLINIC, "all", "*.clinic.example"));

    awaitRefusal(
        tenants.lily(), ingress(WEB, "one", "a.clinic.example"), "as \"*.clinic.example\"");
    assertThat(create(tenants.lily(), ingress(WEB, "beside", "clinic.example"))).isNotNull();
    tenants.lily().resource(ingress(WEB, "beside", "clinic.example")).delete();
    tenants.hal().resource(all).delete();
  }

  @Test
  void whatNamesNoHostIsRefused() {
    refused(tenants.lily(), ingress(WEB, "any", null), "ISO-002", "takes every host", "未指明主机名");
  }

  private void awaitRefusal(Ingress ingress, String words) {
    awaitRefusal(tenants.hal(), ingress, words);
  }

  /** The watch takes a moment to show what was created. */
  private static void awaitRefusal(KubernetesClient who, Ingress ingress, String words) {
    await()
        .atMost(OperatorEstate.LIMIT)
        .untilAsserted(() -> refused(who, ingress, "ISO-002", words));
  }

  private static Ingress create(KubernetesClient who, Ingress ingress) {
    return who.resource(ingress).create();
  }

  private static Ingress ingress(String namespace, String name, String host) {
    return new IngressBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withIngressClassName("inner")
        .addNewRule()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName("web")
        .withNewPort()
        .withNumber(80)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }
}
