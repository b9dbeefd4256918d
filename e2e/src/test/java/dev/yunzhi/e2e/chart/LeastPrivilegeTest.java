package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.policy.gatekeeper.InventoryKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No role of the chart holds more than its holder does. */
class LeastPrivilegeTest {

  private static final Manifest MANIFEST = Chart.template();
  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final Set<String> PROGRAMS =
      Set.of("yunzhi-tenant-operator", "yunzhi-control-plane");

  private static Stream<PolicyRule> allRules() {
    return Stream.concat(
        MANIFEST.all(ClusterRole.class).stream().flatMap(role -> role.getRules().stream()),
        MANIFEST.all(Role.class).stream().flatMap(role -> role.getRules().stream()));
  }

  private static List<PolicyRule> rules(String clusterRole) {
    return MANIFEST.one(ClusterRole.class, clusterRole).getRules();
  }

  @Test
  void noRuleHasAWildcard() {
    assertThat(allRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getApiGroups()).doesNotContain("*");
              assertThat(rule.getResources()).noneMatch(resource -> resource.contains("*"));
              assertThat(rule.getVerbs()).doesNotContain("*");
              assertThat(rule.getNonResourceURLs()).noneMatch(url -> url.contains("*"));
            });
  }

  /** Its counters of lost audit events. */
  @Test
  void onlyTheControlPlaneReadsWhatTheApiServerCounts() {
    List<PolicyRule> pages =
        allRules().filter(rule -> !rule.getNonResourceURLs().isEmpty()).toList();

    assertThat(pages).hasSize(1);
    assertThat(rules("yunzhi-control-plane")).containsAll(pages);
    assertThat(pages.get(0).getNonResourceURLs()).containsExactly("/metrics");
    assertThat(pages.get(0).getVerbs()).containsExactly("get");
  }

  /** Which kinds of constraints there will be, nobody knows beforehand. */
  @Test
  void onlyKindsOfConstraintsAreNamedByAWildcardAndOnlyWhereTheyAreAskedFor() {
    Manifest withGatekeeper = Chart.template("gatekeeper.enabled=true");
    assertThat(
            withGatekeeper.all(ClusterRole.class).stream()
                .flatMap(role -> role.getRules().stream())
                .filter(rule -> rule.getResources().stream().anyMatch(r -> r.contains("*"))))
        .hasSize(4)
        .allSatisfy(
            rule -> assertThat(rule.getApiGroups()).containsExactly("constraints.gatekeeper.sh"));
    for (String program : PROGRAMS) {
      assertThat(withGatekeeper.one(ClusterRole.class, program).getRules())
          .filteredOn(rule -> rule.getResources().contains("*"))
          .allSatisfy(rule -> assertThat(READ).containsAll(rule.getVerbs()));
    }
  }

  @Test
  void theOperatorMayReadWhatAnInventoryCanHave() {
    for (InventoryKind kind : InventoryKind.values()) {
      assertThat(rules("yunzhi-tenant-operator"))
          .as("%s", kind)
          .anySatisfy(
              rule -> {
                assertThat(rule.getApiGroups()).contains(kind.group());
                assertThat(rule.getResources()).contains(kind.plural());
                assertThat(rule.getVerbs()).containsAll(READ);
                assertThat(rule.getResourceNames()).isNullOrEmpty();
              });
    }
  }

  @Test
  void nobodyEscalates() {
    assertThat(allRules().flatMap(rule -> rule.getVerbs().stream())).doesNotContain("escalate");
  }

  @Test
  void onlyReplicatorsAreImpersonatedAndOnlyByTheOperator() {
    List<PolicyRule> impersonating =
        allRules().filter(rule -> rule.getVerbs().contains("impersonate")).toList();

    assertThat(impersonating).hasSize(1);
    assertThat(rules("yunzhi-tenant-operator")).containsAll(impersonating);
    assertThat(impersonating.get(0).getResources()).containsExactly("serviceaccounts");
    assertThat(impersonating.get(0).getResourceNames()).containsExactly("yunzhi-replicator");
  }

  /** What a replicator writes, and that it looks; no workload, no account, no token. */
  @Test
  void aReplicatorWritesWhatIsReplicatedAndNothingElse() {
    assertThat(
            written(
                rules("yunzhi-replicator").stream()
                    .filter(rule -> !rule.getVerbs().equals(List.of("replicate")))
                    .toList()))
        .containsExactlyInAnyOrder("secrets", "configmaps", "roles", "rolebindings");
    assertThat(rules("yunzhi-replication-source"))
        .allSatisfy(rule -> assertThat(READ).containsAll(rule.getVerbs()));
    assertThat(holders("replicate")).containsExactly("yunzhi-replicator");
  }

  /** In its home: or it could have tokens of its replicator. */
  @Test
  void aDepartmentsAdministratorMakesNeitherAccountsNorPods() {
    assertThat(written(rules("yunzhi-department-administrator")))
        .doesNotContain("serviceaccounts", "serviceaccounts/token", "pods", "pods/exec");
  }

  @Test
  void onlyNamedRolesAreBoundAndOnlyByTheOperator() {
    List<PolicyRule> binding = allRules().filter(rule -> rule.getVerbs().contains("bind")).toList();

    assertThat(binding).hasSize(1);
    assertThat(rules("yunzhi-tenant-operator")).containsAll(binding);
    assertThat(binding.get(0).getResourceNames())
        .containsExactlyInAnyOrder(
            "yunzhi-tenant-owner",
            "yunzhi-tenant-editor",
            "yunzhi-tenant-viewer",
            "yunzhi-department-administrator",
            "yunzhi-department-member",
            "yunzhi-parent-administrator",
            "yunzhi-replication-source",
            "yunzhi-replicator",
            "yunzhi-tree-administrator",
            "yunzhi-tree-member");
  }

  @Test
  void theOperatorChangesNoBindingOfTheClusterButItsOwnTwo() {
    assertThat(rules("yunzhi-tenant-operator"))
        .filteredOn(rule -> rule.getResources().contains("clusterrolebindings"))
        .filteredOn(rule -> rule.getVerbs().contains("patch"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getResourceNames())
                    .containsExactly("yunzhi-tree-administrators", "yunzhi-tree-members"));
  }

  @Test
  void onlyThePlatformsTeamGovernsTheTree() {
    assertThat(holders("govern")).containsExactly("yunzhi-platform-administrator");
    assertThat(rules("yunzhi-tree-administrator"))
        .filteredOn(rule -> !READ.containsAll(rule.getVerbs()))
        .singleElement()
        .satisfies(rule -> assertThat(rule.getResources()).containsExactly("departments"));
  }

  @Test
  void noProgramReadsSecretsOfTheCluster() {
    PROGRAMS.forEach(role -> assertThat(resources(rules(role))).doesNotContain("secrets"));
  }

  @Test
  void theOperatorReadsOneSecretOfItsOwnNamespaceOnly() {
    assertThat(MANIFEST.one(Role.class, "tenant-operator").getRules())
        .filteredOn(rule -> rule.getResources().contains("secrets"))
        .filteredOn(rule -> !rule.getVerbs().equals(List.of("create")))
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.getResourceNames()).containsExactly("yunzhi-webhook-tls"));
  }

  @Test
  void aKubeconfigOfACloudIsReadOnlyIfTheValuesNameIt() {
    assertThat(
            Chart.template("operator.kubeconfigSecrets=[\"cloud-west\"]")
                .one(Role.class, "tenant-operator")
                .getRules())
        .filteredOn(rule -> List.of("cloud-west").equals(rule.getResourceNames()))
        .singleElement()
        .satisfies(rule -> assertThat(rule.getVerbs()).containsExactly("get"));
  }

  /** With the operator's own way in it could write there. */
  @Test
  void theControlPlaneReadsNoSecretButTheKubeconfigsThatAreNamedForIt() {
    assertThat(MANIFEST.all(Role.class))
        .extracting(role -> role.getMetadata().getName())
        .doesNotContain("control-plane");
    assertThat(
            Chart.template(
                    "operator.kubeconfigSecrets=[\"cloud-west\"]",
                    "controlPlane.kubeconfigSecrets=[\"cloud-west-inventory\"]")
                .one(Role.class, "control-plane")
                .getRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResources()).containsExactly("secrets");
              assertThat(rule.getResourceNames()).containsExactly("cloud-west-inventory");
              assertThat(rule.getVerbs()).containsExactly("get");
            });
  }

  @Test
  void onAFurtherCloudTheControlPlaneOnlyLooks() {
    List<PolicyRule> there =
        Chart.template("cloud.home=false")
            .one(ClusterRole.class, "yunzhi-control-plane")
            .getRules();

    assertThat(there).allSatisfy(rule -> assertThat(READ).containsAll(rule.getVerbs()));
    assertThat(resources(there)).contains("namespaces", "nodes").doesNotContain("secrets");
    assertThat(there).allSatisfy(rule -> assertThat(rule.getNonResourceURLs()).isEmpty());
  }

  /** The credentials of a further cloud lie at home: whoever had them would have this there. */
  @Test
  void onAFurtherCloudTheOperatorHoldsLessThanAtHome() {
    Manifest cloud = Chart.template("cloud.home=false");
    List<PolicyRule> there = cloud.one(ClusterRole.class, "yunzhi-tenant-operator").getRules();
    List<String> atHome = resources(rules("yunzhi-tenant-operator"));

    assertThat(resources(there)).allMatch(r -> atHome.contains(r) || r.equals("nodes"));
    assertThat(resources(there))
        .doesNotContain("secrets", "clusterrolebindings", "validatingwebhookconfigurations");
    assertThat(there)
        .filteredOn(rule -> rule.getVerbs().contains("bind"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getResourceNames())
                    .containsExactlyInAnyOrder(
                        "yunzhi-tenant-owner", "yunzhi-tenant-editor", "yunzhi-tenant-viewer"));
    assertThat(cloud.all(Role.class)).isEmpty();
    assertThat(cloud.all(ClusterRole.class)).hasSize(5);
    assertThat(cloud.all(ValidatingAdmissionPolicy.class))
        .extracting(guard -> guard.getMetadata().getName())
        .contains("yunzhi-namespaces", "yunzhi-managed-objects", "yunzhi-read-only");
    assertThat(cloud.all(ValidatingWebhookConfiguration.class)).isEmpty();
  }

  @Test
  void theOperatorWritesToNoWebhooksButItsOwn() {
    assertThat(rules("yunzhi-tenant-operator"))
        .filteredOn(rule -> rule.getApiGroups().contains("admissionregistration.k8s.io"))
        .filteredOn(rule -> !READ.containsAll(rule.getVerbs()))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.getResourceNames()).containsExactly("yunzhi"));
  }

  @Test
  void theOperatorReadsOneConfigMapOfItsOwnNamespaceAndNoOther() {
    assertThat(resources(rules("yunzhi-tenant-operator"))).doesNotContain("configmaps");
    assertThat(MANIFEST.one(Role.class, "tenant-operator").getRules())
        .filteredOn(rule -> rule.getResources().contains("configmaps"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResourceNames()).containsExactly("yunzhi-admission");
              assertThat(rule.getVerbs()).containsExactly("get");
            });
  }

  @Test
  void theControlPlaneOnlyLooksAsksWhoATokenBelongsToAndSaysWhatCameOfAPolicy() {
    assertThat(written(rules("yunzhi-control-plane")))
        .containsExactlyInAnyOrder("tokenreviews", "policies/status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yunzhi-audit-administrator",
        "yunzhi-department-member",
        "yunzhi-tree-member",
        "yunzhi-tenant-viewer"
      })
  void whoOnlyLooksOnlyLooks(String role) {
    assertThat(rules(role)).allSatisfy(rule -> assertThat(READ).containsAll(rule.getVerbs()));
    assertThat(resources(rules(role))).doesNotContain("secrets", "pods/exec");
  }

  @Test
  void eachStageBelongsToOneTeam() {
    assertThat(holders("approve-platform")).containsExactly("yunzhi-platform-administrator");
    assertThat(holders("approve-security")).containsExactly("yunzhi-security-administrator");
    assertThat(holders("approve-expert")).containsExactly("yunzhi-expert");
    assertThat(holders("approve-expertpanel")).containsExactly("yunzhi-expert");
    for (String gate : List.of("plan", "fund", "initiation", "change", "acceptance")) {
      assertThat(holders("approve-" + gate)).containsExactly("yunzhi-platform-administrator");
    }
    assertThat(holders("approve-parent")).containsExactly("yunzhi-parent-administrator");
    assertThat(holders("approve-datareturn")).containsExactly("yunzhi-department-administrator");
    assertThat(holders("approve-wipe")).containsExactly("yunzhi-security-administrator");
    assertThat(holders("approve-assetclosure")).containsExactly("yunzhi-platform-administrator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yunzhi-tenant-owner", "yunzhi-tenant-editor"})
  void tenantsNeverWriteWhatLimitsThem(String role) {
    assertThat(rules(role))
        .filteredOn(rule -> !READ.containsAll(rule.getVerbs()))
        .allSatisfy(
            rule ->
                assertThat(rule.getResources())
                    .doesNotContain(
                        "namespaces", "resourcequotas", "limitranges", "services/proxy"));
  }

  @Test
  void onlyOwnersGiveRights() {
    assertThat(written(rules("yunzhi-tenant-owner"))).contains("roles", "rolebindings");
    assertThat(written(rules("yunzhi-tenant-editor")))
        .doesNotContain("roles", "rolebindings", "serviceaccounts/token");
  }

  @Test
  void nobodyButTheProgramsWritesAStatus() {
    assertThat(
            MANIFEST.all(ClusterRole.class).stream()
                .filter(role -> !PROGRAMS.contains(role.getMetadata().getName()))
                .flatMap(role -> written(role.getRules()).stream()))
        .noneMatch(resource -> resource.endsWith("/status"));
  }

  @Test
  void departmentsSeeNothingOfTheClusterScope() {
    Stream.of("yunzhi-department-administrator", "yunzhi-department-member", "yunzhi-tenant-owner")
        .forEach(
            role ->
                assertThat(resources(rules(role)))
                    .doesNotContain(
                        "departments", "projects", "tenants", "clouds", "facilities", "policies"));
  }

  @Test
  void administratorsAreBoundAsTheValuesSay() {
    Manifest manifest =
        Chart.template(
            "people.securityAdministrators=[{\"kind\":\"Group\",\"name\":\"security\"}]");

    var binding = manifest.one(ClusterRoleBinding.class, "yunzhi-security-administrator");
    assertThat(binding.getRoleRef().getName()).isEqualTo("yunzhi-security-administrator");
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(
            subject -> {
              assertThat(subject.getKind()).isEqualTo("Group");
              assertThat(subject.getName()).isEqualTo("security");
            });
    assertThat(manifest.all(ClusterRoleBinding.class)).hasSize(3);
  }

  private static List<String> resources(List<PolicyRule> rules) {
    return rules.stream().flatMap(rule -> rule.getResources().stream()).toList();
  }

  private static List<String> written(List<PolicyRule> rules) {
    return resources(rules.stream().filter(rule -> !READ.containsAll(rule.getVerbs())).toList());
  }

  private static List<String> holders(String verb) {
    return MANIFEST.all(ClusterRole.class).stream()
        .filter(role -> role.getRules().stream().anyMatch(rule -> rule.getVerbs().contains(verb)))
        .map(role -> role.getMetadata().getName())
        .toList();
  }
}
