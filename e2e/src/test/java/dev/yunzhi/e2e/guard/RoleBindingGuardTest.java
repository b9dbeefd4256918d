package dev.yunzhi.e2e.guard;

import static dev.yunzhi.e2e.guard.GuardedEstate.TENANT_NAMESPACE;
import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An owner gives rights in the own namespaces, but not to everybody, and no more than an owner has.
 */
@OnGuardedEstate
class RoleBindingGuardTest {

  private final GuardedEstate estate;

  RoleBindingGuardTest(GuardedEstate estate) {
    this.estate = estate;
  }

  @Test
  void anOwnerLetsAColleagueIn() {
    RoleBinding created =
        create(estate.owner(), binding("colleague", "yunzhi-tenant-editor", "User", "bob"));

    assertThat(created.getMetadata().getUid()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"system:authenticated", "system:unauthenticated", "system:serviceaccounts"})
  void nobodyLetsEverybodyIn(String group) {
    assertForbidden(
        () -> create(estate.owner(), binding("all", "yunzhi-tenant-viewer", "Group", group)),
        group + " stands for everybody");
  }

  @Test
  void nobodyLetsTheAnonymousIn() {
    assertForbidden(
        () ->
            create(
                estate.owner(),
                binding("anonymous", "yunzhi-tenant-viewer", "User", "system:anonymous")),
        "system:anonymous stands for everybody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster-admin",
        "admin",
        "system:node",
        "yunzhi-platform-administrator",
        "yunzhi-tenant-operator"
      })
  void evenAClusterAdministratorBindsNoRoleOfThePlatformThere(String role) {
    assertForbidden(
        () -> create(estate.administrator(), binding("power", role, "User", "alice")),
        "ClusterRole " + role + " is not for tenants",
        "不供租户使用");
  }

  @Test
  void anOwnerGivesNoMoreThanAnOwnerHas() {
    assertForbidden(
        () -> create(estate.owner(), binding("power", "edit", "User", "bob")),
        "attempting to grant RBAC permissions not currently held");
  }

  private static RoleBinding create(KubernetesClient client, RoleBinding binding) {
    return client.resource(binding).create();
  }

  private static RoleBinding binding(String name, String role, String kind, String subject) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(TENANT_NAMESPACE)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
        .addNewSubject("rbac.authorization.k8s.io", kind, subject, null)
        .build();
  }
}
