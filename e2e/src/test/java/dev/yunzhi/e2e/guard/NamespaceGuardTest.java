package dev.yunzhi.e2e.guard;

import static dev.yunzhi.e2e.guard.GuardedEstate.HOME_NAMESPACE;
import static dev.yunzhi.e2e.guard.GuardedEstate.TENANT_NAMESPACE;
import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody takes a namespace away from its tenant, or into one; not even a cluster administrator. */
@OnGuardedEstate
class NamespaceGuardTest {

  private final GuardedEstate estate;

  NamespaceGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  @ParameterizedTest
  @ValueSource(strings = {TENANT_NAMESPACE, HOME_NAMESPACE})
  void itIsNotDeleted(String name) {
    assertForbidden(
        () -> namespace(name).delete(),
        "namespace " + name + " belongs to a tenant or department",
        "spec.reclaim",
        "只有云治控制器可以删除");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yunzhi.dev/tenant",
        "yunzhi.dev/department",
        "yunzhi.dev/made-up",
        "ancestor.yunzhi.dev/330100"
      })
  void itsTenantAndDepartmentAreNotForged(String label) {
    assertForbidden(
        () -> label(TENANT_NAMESPACE, label, "forged"),
        "may set, change or remove the label " + label,
        "只有云治控制器");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yunzhi.dev/tenant", "ancestor.yunzhi.dev/330100"})
  void itsTenantAndDepartmentAreNotForgotten(String label) {
    assertForbidden(
        () ->
            namespace(TENANT_NAMESPACE)
                .edit(n -> edited(n, b -> b.editMetadata().removeFromLabels(label).endMetadata())),
        label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "kube-system"})
  void noOtherNamespaceIsTakenIntoATenant(String name) {
    assertForbidden(() -> label(name, "yunzhi.dev/tenant", "portal"), "yunzhi.dev/tenant");
  }

  @Test
  void noNamespaceIsCreatedAsATenants() {
    Namespace forged =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("forged")
            .addToLabels("yunzhi.dev/tenant", "portal")
            .endMetadata()
            .build();

    assertForbidden(() -> estate.administrator().resource(forged).create(), "yunzhi.dev/tenant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "kube-system"})
  void noOtherNamespaceIsTakenIntoATenantByWayOfStatus(String name) {
    assertForbidden(
        () ->
            namespace(name)
                .editStatus(
                    n ->
                        edited(
                            n,
                            b ->
                                b.editMetadata()
                                    .addToLabels("yunzhi.dev/tenant", "forged")
                                    .endMetadata())),
        "yunzhi.dev/tenant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "kube-system"})
  void noOtherNamespaceIsTakenIntoATenantByWayOfFinalize(String name) {
    Namespace forged =
        edited(
            namespace(name).get(),
            b -> b.editMetadata().addToLabels("yunzhi.dev/tenant", "forged").endMetadata());

    assertForbidden(
        () -> estate.administrator().raw("/api/v1/namespaces/" + name + "/finalize", "PUT", forged),
        "yunzhi.dev/tenant");
  }

  @Test
  void itsStatusIsWrittenByKubernetesAlone() {
    assertForbidden(
        () ->
            namespace(TENANT_NAMESPACE)
                .editStatus(
                    n ->
                        edited(
                            n, b -> b.editMetadata().addToLabels("color", "blue").endMetadata())),
        "namespace controller alone");
  }

  @Test
  void itsFinalizersAreTakenOffByKubernetesAlone() {
    Namespace emptied =
        edited(namespace(TENANT_NAMESPACE).get(), b -> b.editSpec().withFinalizers().endSpec());

    assertForbidden(
        () ->
            estate
                .administrator()
                .raw("/api/v1/namespaces/" + TENANT_NAMESPACE + "/finalize", "PUT", emptied),
        "namespace controller alone");
  }

  @Test
  void noOwnerCanTakeItAlongWhenDeleted() {
    assertForbidden(
        () ->
            namespace(TENANT_NAMESPACE)
                .edit(
                    n ->
                        edited(
                            n,
                            b ->
                                b.editMetadata()
                                    .addNewOwnerReference()
                                    .withApiVersion("v1")
                                    .withKind("Namespace")
                                    .withName("default")
                                    .withUid("00000000-0000-0000-0000-000000000000")
                                    .endOwnerReference()
                                    .endMetadata())),
        "must have no ownerReferences");
  }

  @Test
  void noFinalizerHoldsItsDeletionUp() {
    assertForbidden(
        () ->
            namespace(TENANT_NAMESPACE)
                .edit(
                    n ->
                        edited(
                            n,
                            b ->
                                b.editMetadata()
                                    .addToFinalizers("example.com/stay")
                                    .endMetadata())),
        "only the operator of Yunzhi may change the finalizers of namespace " + TENANT_NAMESPACE);
  }

  @Test
  void itsPodSecurityIsNotLoosened() {
    assertForbidden(
        () -> label(TENANT_NAMESPACE, "pod-security.kubernetes.io/enforce", "privileged"),
        "pod security level of namespace " + TENANT_NAMESPACE);
  }

  @Test
  void labelsOfOthersPass() {
    label(TENANT_NAMESPACE, "color", "blue");

    assertThat(namespace(TENANT_NAMESPACE).get().getMetadata().getLabels())
        .containsEntry("color", "blue");
  }

  /**
   * The operator deletes, and the namespace controller empties and finalizes: no guard holds them
   * up.
   */
  @Test
  void theOperatorDeletesAndKubernetesCleansUp() {
    Namespace ending =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("ending-app")
            .addToLabels("yunzhi.dev/managed", "true")
            .addToLabels("yunzhi.dev/tenant", "ending")
            .endMetadata()
            .build();
    estate.operator().resource(ending).create();
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("yunzhi")
            .withNamespace("ending-app")
            .addToLabels("yunzhi.dev/managed", "true")
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", new Quantity("1"))
            .endSpec()
            .build();
    estate.operator().resource(quota).create();

    estate.operator().resource(ending).delete();

    namespace("ending-app").waitUntilCondition(gone -> gone == null, 60, TimeUnit.SECONDS);
  }

  private Resource<Namespace> namespace(String name) {
    return estate.administrator().namespaces().withName(name);
  }

  private void label(String namespace, String key, String value) {
    namespace(namespace)
        .edit(n -> edited(n, b -> b.editMetadata().addToLabels(key, value).endMetadata()));
  }

  private static Namespace edited(Namespace namespace, UnaryOperator<NamespaceBuilder> change) {
    return change.apply(new NamespaceBuilder(namespace)).build();
  }
}
