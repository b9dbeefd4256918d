package dev.yunzhi.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.cluster.CommandResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnOperatorEstate
class TenantTest {

  private static final String TWO = "[{name: web}, {name: data}]";

  private final OperatorEstate estate;

  TenantTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({"Tenant Ready=True Ready"})
  void everythingIsInPlaceOnceItIsReady() {
    estate.apply(Objects.tenant("t-all", "Retain", TWO, "{requests.cpu: '3'}"));
    ready("t-all");

    var client = estate.client();
    for (String namespace : new String[] {"t-all-web", "t-all-data"}) {
      assertThat(client.namespaces().withName(namespace).get().getMetadata().getOwnerReferences())
          .isEmpty();
      assertThat(hard(namespace)).isEqualTo(Map.of("requests.cpu", new Quantity("1500m")));
      assertThat(names(client.limitRanges().inNamespace(namespace).list().getItems().stream()))
          .containsExactly("yunzhi");
      assertThat(
              names(
                  client
                      .network()
                      .v1()
                      .networkPolicies()
                      .inNamespace(namespace)
                      .list()
                      .getItems()
                      .stream()))
          .containsExactlyInAnyOrder("yunzhi-default-deny", "yunzhi-allow-dns");
      assertThat(
              names(client.rbac().roleBindings().inNamespace(namespace).list().getItems().stream()))
          .containsExactlyInAnyOrder("yunzhi-owners", "yunzhi-editors", "yunzhi-viewers");
    }
  }

  @Test
  @Provokes({"Tenant Ready=False QuotaMoving"})
  void quotaMovesFromOneNamespaceToAnotherAndANamespaceThatIsDroppedStays() {
    String quota = "{requests.cpu: '4'}";
    estate.apply(
        Objects.tenant(
            "t-move", "Retain", "[{name: web, quota: {requests.cpu: '1'}}, {name: data}]", quota));
    ready("t-move");
    assertThat(hard("t-move-data")).isEqualTo(Map.of("requests.cpu", new Quantity("3")));

    estate.apply(
        Objects.tenant(
            "t-move", "Retain", "[{name: web, quota: {requests.cpu: '3'}}, {name: data}]", quota));
    ready("t-move");
    assertThat(hard("t-move-web")).isEqualTo(Map.of("requests.cpu", new Quantity("3")));
    assertThat(hard("t-move-data")).isEqualTo(Map.of("requests.cpu", new Quantity("1")));

    estate.apply(Objects.tenant("t-move", "Retain", "[{name: web}]", quota));
    ready("t-move");
    assertThat(hard("t-move-web")).isEqualTo(Map.of("requests.cpu", new Quantity("4")));
    assertThat(hard("t-move-data")).isEqualTo(Map.of("requests.cpu", new Quantity("0")));
    assertThat(estate.get(Tenant.class, "t-move").getStatus().conditions().get(0).getMessage())
        .contains("kept with a quota of nothing: t-move-data");
  }

  @Test
  @Provokes({"Tenant Ready=False QuotaExceeded"})
  void moreThanThereIsIsRefusedWithTheNumbers() {
    estate.apply(
        Objects.tenant(
            "t-much",
            "Retain",
            "[{name: web, quota: {requests.cpu: '3'}}, {name: data, quota: {requests.cpu: '2'}}]",
            "{requests.cpu: '4'}"));

    assertThat(
            estate
                .awaitNotReady(
                    Tenant.class, "t-much", "QuotaExceeded", t -> t.getStatus().conditions())
                .getMessage())
        .contains("add up to 5, but spec.quota has 4");
  }

  @Test
  @Provokes({"Tenant Ready=False NamespaceTaken"})
  void aNamespaceOfSomebodyElseIsNotTakenOver() {
    estate.cluster().kubectl("create", "namespace", "t-foreign-web").orThrow();
    estate.apply(Objects.tenant("t-foreign", "Retain", TWO, "{pods: '4'}"));

    estate.awaitNotReady(
        Tenant.class, "t-foreign", "NamespaceTaken", t -> t.getStatus().conditions());
    assertThat(
            estate.client().namespaces().withName("t-foreign-web").get().getMetadata().getLabels())
        .doesNotContainKey(Labels.MANAGED);
    assertThat(estate.client().namespaces().withName("t-foreign-data").get()).isNull();
  }

  @Test
  void retainLeavesTheNamespacesAndATenantOfTheSameNameTakesThemUpAgain() {
    estate.apply(Objects.tenant("t-retain", "Retain", TWO, "{pods: '4'}"));
    ready("t-retain");
    String uid = uid("t-retain-web");

    estate.cluster().kubectl("delete", "tenant", "t-retain", "--timeout=60s").orThrow();
    assertThat(uid("t-retain-web")).isEqualTo(uid);

    estate.apply(Objects.tenant("t-retain", "Retain", TWO, "{pods: '6'}"));
    ready("t-retain");
    assertThat(uid("t-retain-web")).isEqualTo(uid);
    assertThat(hard("t-retain-web")).isEqualTo(Map.of("pods", new Quantity("3")));
  }

  @Test
  @Provokes({"Tenant event DestroyOverridden", "TenantRequest event TenantDestroyOverridden"})
  void deleteTakesTheNamespacesAwayBeforeTheTenantGoes() {
    estate.apply(
        Objects.tenant("t-delete", "Delete", TWO, "{pods: '4'}") + Objects.madeFrom("t-delete"));
    ready("t-delete");
    var kubectl = estate.cluster();

    var refused = kubectl.kubectl("delete", "tenant", "t-delete", "--timeout=60s");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("its end is not approved", "yunzhi.dev/destroy-override=<reason>", "注销尚未获批");
    assertThat(kubectl.kubectl("delete", "tenants", "--all", "--dry-run=server").stderr())
        .contains("Tenant t-delete would destroy its namespaces");

    kubectl.kubectl("annotate", "tenant", "t-delete", "yunzhi.dev/destroy-override=测试结束").orThrow();
    kubectl.kubectl("delete", "tenant", "t-delete", "--timeout=60s").orThrow();
    assertThat(estate.client().namespaces().withName("t-delete-web").get()).isNull();
    assertThat(estate.client().namespaces().withName("t-delete-data").get()).isNull();
    assertThat(kubectl.kubectl("get", "events", "-n", "default").orThrow())
        .contains("DestroyOverridden", "测试结束");
  }

  @Test
  @Provokes({"Tenant event Retained", "TenantRequest event TenantRetained"})
  void whereTheGuardIsOpenedANamespaceIsKeptAllTheSame() {
    estate.apply(
        Objects.tenant("t-opened", "Delete", TWO, "{pods: '4'}") + Objects.madeFrom("t-opened"));
    ready("t-opened");
    var bindings = estate.client().admissionRegistration().v1().validatingAdmissionPolicyBindings();
    ValidatingAdmissionPolicyBinding guard = bindings.withName("yunzhi-tenants").get();
    guard.getMetadata().setResourceVersion(null);
    bindings.withName("yunzhi-tenants").delete();
    try {
      await()
          .atMost(OperatorEstate.LIMIT)
          .until(() -> deleteTenant("t-opened", "--dry-run=server").succeeded());
      deleteTenant("t-opened", "--timeout=60s").orThrow();
    } finally {
      estate.client().resource(guard).create();
    }
    assertThat(uid("t-opened-web")).isNotEmpty();

    estate.apply(Objects.tenant("t-opened", "Delete", TWO, "{pods: '4'}"));
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(() -> !deleteTenant("t-opened", "--dry-run=server").succeeded());
  }

  private CommandResult deleteTenant(String name, String how) {
    return estate.cluster().kubectl("delete", "tenant", name, how);
  }

  @Test
  void itGoesOnAfterTheOperatorWasKilled() {
    estate.killOperator();
    estate.startOperator();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                estate
                    .tryApply(Objects.tenant("t-killed", "Retain", TWO, "{pods: '4'}"))
                    .succeeded());
    estate.killOperator();
    estate.startOperator();
    ready("t-killed");
    assertThat(hard("t-killed-web")).isEqualTo(Map.of("pods", new Quantity("2")));
  }

  private void ready(String name) {
    estate.awaitReady(Tenant.class, name, t -> t.getStatus().conditions());
  }

  private Map<String, Quantity> hard(String namespace) {
    return estate
        .client()
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("yunzhi")
        .get()
        .getSpec()
        .getHard();
  }

  private String uid(String namespace) {
    return estate.client().namespaces().withName(namespace).get().getMetadata().getUid();
  }

  private static Stream<String> names(Stream<? extends HasMetadata> objects) {
    return objects.map(o -> o.getMetadata().getName());
  }
}
