package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.guard.Refusals.assertForbidden;
import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.may;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static dev.yunzhi.e2e.isolation.TwoTenants.CLINIC;
import static dev.yunzhi.e2e.isolation.TwoTenants.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The checks of the Multi-Tenancy Benchmarks that are about everything but Pods, as the tenants'
 * own users, each beside what is right. The names are the benchmarks' own.
 */
@OnTwoTenants
class TenancyBenchmarksTest {

  private final TwoTenants tenants;

  TenancyBenchmarksTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  /** RBAC refuses; what an owner holds is bound in the namespaces of the tenant only. */
  @Test
  void blockAccessToClusterResources() {
    List<String> allowed = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (String resource : clusterResources()) {
      for (String verb : List.of("get", "list", "create", "update", "delete")) {
        asked.add(resource);
        if (may(tenants.lily(), verb, null, resource, null)) {
          allowed.add(verb + " " + resource);
        }
      }
    }
    assertThat(asked).contains("nodes", "persistentvolumes", "tenants.yunzhi.dev");
    // Every user may ask what the user itself may do; neither reads or changes anything.
    assertThat(allowed)
        .allMatch(
            a -> a.startsWith("create selfsubject") || a.startsWith("create selfsubjectaccess"));
    assertForbidden(
        () -> tenants.lily().nodes().list(), "User \"lily\" cannot list resource \"nodes\"");
    assertThat(may(tenants.lily(), "list", WEB, "pods", null)).isTrue();
  }

  private List<String> clusterResources() {
    var client = tenants.administrator();
    var resources = new ArrayList<String>();
    client.getApiResources("v1").getResources().stream()
        .filter(r -> !r.getNamespaced() && !r.getName().contains("/"))
        .map(APIResource::getName)
        .forEach(resources::add);
    for (var group : client.getApiGroups().getGroups()) {
      client.getApiResources(group.getPreferredVersion().getGroupVersion()).getResources().stream()
          .filter(r -> !r.getNamespaced() && !r.getName().contains("/"))
          .forEach(r -> resources.add(r.getName() + "." + group.getName()));
    }
    return resources;
  }

  /** What the platform manages in a tenant, the tenant cannot delete. */
  @Test
  void blockMultitenantResources() {
    var lily = tenants.lily();
    assertForbidden(
        () ->
            lily.network()
                .v1()
                .networkPolicies()
                .inNamespace(WEB)
                .withName("yunzhi-default-deny")
                .delete(),
        "NetworkPolicy yunzhi-default-deny is managed by Yunzhi",
        "由云治管理");
    assertForbidden(
        () -> lily.rbac().roleBindings().inNamespace(WEB).withName("yunzhi-owners").delete(),
        "RoleBinding yunzhi-owners is managed by Yunzhi");
    // These kinds are not a tenant's at all: RBAC refuses.
    assertForbidden(
        () -> lily.limitRanges().inNamespace(WEB).withName("yunzhi").delete(),
        "User \"lily\" cannot delete resource \"limitranges\"");

    NetworkPolicy own = fromDepartment("lake");
    lily.resource(own).create();
    assertThat(lily.resource(own).delete()).isNotEmpty();
  }

  /** RBAC refuses, in both directions, whatever the kind. */
  @Test
  void blockAccessToOtherTenantResources() {
    for (String resource :
        List.of("pods", "secrets", "configmaps", "services", "deployments.apps")) {
      for (String verb : List.of("get", "list", "create", "update", "delete")) {
        assertThat(may(tenants.lily(), verb, CLINIC, resource, null)).as(verb + resource).isFalse();
        assertThat(may(tenants.hal(), verb, WEB, resource, null)).as(verb + resource).isFalse();
        assertThat(may(tenants.lily(), verb, WEB, resource, null)).as(verb + resource).isTrue();
      }
    }
    assertForbidden(
        () -> tenants.lily().secrets().inNamespace(CLINIC).list(),
        "User \"lily\" cannot list resource \"secrets\"",
        "in the namespace \"hill-clinic-app\"");
  }

  /** Kubernetes' own quota refuses, by the quota that the operator keeps. */
  @Test
  void configureNamespaceResourceQuotas() {
    Set<String> hard = hard();
    assertThat(hard)
        .contains("requests.cpu", "requests.memory", "requests.ephemeral-storage")
        .contains("limits.cpu", "limits.memory", "limits.ephemeral-storage");
    refused(
        tenants.lily(),
        Pods.withContainer(
            WEB,
            c ->
                c.editResources()
                    .addToRequests("cpu", new Quantity("5"))
                    .addToLimits("cpu", new Quantity("5"))
                    .endResources()),
        "exceeded quota: yunzhi");
    admitted(tenants.lily(), Pods.right(WEB));
  }

  @Test
  void configureNamespaceObjectLimits() {
    assertThat(hard())
        .contains("pods", "services", "replicationcontrollers", "resourcequotas", "secrets")
        .contains("configmaps", "persistentvolumeclaims")
        .contains("services.nodeports", "services.loadbalancers");
    var lily = tenants.lily();
    List<String> made = new ArrayList<>();
    try {
      assertForbidden(
          () -> {
            for (int i = 0; i < 12; i++) {
              lily.resource(configMap("counted-" + i)).create();
              made.add("counted-" + i);
            }
          },
          "exceeded quota: yunzhi",
          "configmaps=1");
      assertThat(made).isNotEmpty();
    } finally {
      made.forEach(name -> lily.configMaps().inNamespace(WEB).withName(name).delete());
    }
  }

  private Set<String> hard() {
    return tenants
        .lily()
        .resourceQuotas()
        .inNamespace(WEB)
        .withName("yunzhi")
        .get()
        .getSpec()
        .getHard()
        .keySet();
  }

  private static ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(WEB)
        .endMetadata()
        .build();
  }

  /** RBAC refuses the tenant, and the guard refuses whoever RBAC would let. */
  @Test
  void blockModificationOfResourceQuotas() {
    for (String verb : List.of("create", "update", "patch", "delete", "deletecollection")) {
      assertThat(may(tenants.lily(), verb, WEB, "resourcequotas", null)).as(verb).isFalse();
    }
    assertThat(may(tenants.lily(), "get", WEB, "resourcequotas", null)).isTrue();
    assertForbidden(
        () ->
            tenants
                .administrator()
                .resourceQuotas()
                .inNamespace(WEB)
                .withName("yunzhi")
                .edit(
                    q ->
                        new ResourceQuotaBuilder(q)
                            .editSpec()
                            .addToHard("pods", new Quantity("99"))
                            .endSpec()
                            .build()),
        "ResourceQuota yunzhi is managed by Yunzhi");
  }

  @Test
  void blockUseOfNodePortServices() {
    refused(tenants.lily(), service("NodePort"), "SEC-015", "a node port", "节点端口");
    admitted(tenants.lily(), service("ClusterIP"));
  }

  private static Service service(String type) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace(WEB)
        .endMetadata()
        .withNewSpec()
        .withType(type)
        .addToSelector("app", "web")
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }

  /** Profile level 2: a tenant helps itself, within limits. */
  @Test
  void createRoleBindings() {
    var lily = tenants.lily();
    RoleBinding own = binding("User", "wei");
    Role role = role(rule("get", "pods"));
    lily.resource(role).create();
    lily.resource(own).create();
    assertThat(lily.resource(own).delete()).isNotEmpty();

    refused(lily, binding("Group", "system:authenticated"), "stands for everybody", "代表所有人");
    // RBAC refuses who may only look.
    refused(tenants.vera(), own, "User \"vera\" cannot create resource \"rolebindings\"");
    assertThat(lily.resource(role).delete()).isNotEmpty();
  }

  @Test
  void createNetworkPolicies() {
    admitted(tenants.lily(), fromDepartment("lake"));
    refused(
        tenants.vera(),
        fromDepartment("lake"),
        "User \"vera\" cannot create resource \"networkpolicies\"");
  }

  /**
   * RBAC refuses an owner, who does not hold such rights; SEC-017 refuses those who do, so that
   * nobody makes such a role in a tenant.
   */
  @Test
  void blockRolePrivilegeEscalation() {
    var lily = tenants.lily();
    String roles = "roles.rbac.authorization.k8s.io";
    String clusterRoles = "clusterroles.rbac.authorization.k8s.io";
    assertThat(may(lily, "escalate", WEB, roles, null)).isFalse();
    assertThat(may(lily, "bind", WEB, clusterRoles, "cluster-admin")).isFalse();
    assertThat(may(lily, "impersonate", null, "users", null)).isFalse();
    refused(lily, role(rule("*", "pods")), "attempting to grant RBAC permissions");
    for (String verb : List.of("*", "escalate", "bind", "impersonate")) {
      refused(tenants.administrator(), role(rule(verb, "roles")), "SEC-017", "$.rules[0].verbs");
    }
    admitted(lily, role(rule("get", "pods")));
  }

  private static PolicyRule rule(String verb, String resource) {
    return new PolicyRuleBuilder()
        .withApiGroups(resource.equals("roles") ? "rbac.authorization.k8s.io" : "")
        .withResources(resource)
        .withVerbs(verb)
        .build();
  }

  private static Role role(PolicyRule rule) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName("helper")
        .withNamespace(WEB)
        .endMetadata()
        .withRules(rule)
        .build();
  }

  private static RoleBinding binding(String kind, String name) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("helper")
        .withNamespace(WEB)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "helper")
        .addNewSubject("rbac.authorization.k8s.io", kind, name, null)
        .build();
  }

  /**
   * There is no network here: what is looked at is that the policies stand and cannot be opened.
   */
  @Test
  void defaultDenyNetworkConnectionsAcrossTenants() {
    for (String namespace : new String[] {WEB, CLINIC}) {
      NetworkPolicy deny =
          tenants
              .administrator()
              .network()
              .v1()
              .networkPolicies()
              .inNamespace(namespace)
              .withName("yunzhi-default-deny")
              .get();
      assertThat(deny.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
      assertThat(deny.getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();
      assertThat(deny.getSpec().getIngress()).isNullOrEmpty();
      assertThat(deny.getSpec().getEgress()).isNullOrEmpty();
    }
    refused(tenants.lily(), fromDepartment("hill"), "SEC-014", "make an Agreement", "订立 Agreement");
    admitted(tenants.lily(), fromDepartment("lake"));
  }

  private static NetworkPolicy fromDepartment(String department) {
    return Networks.fromLabelled(WEB, "own", Map.of("yunzhi.dev/department", department));
  }

  @Test
  void requirePvcReclaimPolicyDelete() {
    refused(tenants.lily(), claim("kept"), "ISO-001", "has reclaim policy Retain", "回收策略");
    admitted(tenants.lily(), claim("shared-ssd"));
  }

  private static PersistentVolumeClaim claim(String storageClass) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data")
        .withNamespace(WEB)
        .endMetadata()
        .withNewSpec()
        .withStorageClassName(storageClass)
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity("1Gi")))
        .endResources()
        .endSpec()
        .build();
  }
}
