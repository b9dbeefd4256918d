package dev.yunzhi.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The chart's roles as the API server understands them: alice owns the tenant portal, ed edits and
 * vera views it; dora is the administrator of the department bureau and mia a member.
 */
@OnGuardedEstate
class WhoMayDoWhatTest {

  private final GuardedEstate estate;

  WhoMayDoWhatTest(GuardedEstate estate) {
    this.estate = estate;
  }

  @ParameterizedTest
  @CsvSource({
    "alice, portal-app,  create, deployments.apps",
    "alice, portal-app,  create, pods/exec",
    "alice, portal-app,  get,    secrets",
    "alice, portal-app,  create, networkpolicies.networking.k8s.io",
    "alice, portal-app,  create, rolebindings.rbac.authorization.k8s.io",
    "alice, portal-app,  get,    resourcequotas",
    "alice, portal-app,  get,    namespaces/portal-app",
    "ed,    portal-app,  create, deployments.apps",
    "ed,    portal-app,  patch,  deployments.apps/scale",
    "ed,    portal-app,  create, secrets",
    "vera,  portal-app,  list,   pods",
    "vera,  portal-app,  get,    pods/log",
    "alice, portal-app,  create, policyexceptions.yunzhi.dev",
    "alice, portal-app,  delete, policyexceptions.yunzhi.dev",
    "alice, portal-app,  list,   approvals.yunzhi.dev",
    "vera,  portal-app,  list,   policyexceptions.yunzhi.dev",
    "dora,  dept-bureau, create, policyexceptions.yunzhi.dev",
    "mia,   dept-bureau, list,   policyexceptions.yunzhi.dev",
    "dora,  dept-bureau, create, tenantrequests.yunzhi.dev",
    "dora,  dept-bureau, get,    approvals.yunzhi.dev",
    "dora,  dept-bureau, create, approvals.yunzhi.dev",
    "dora,  dept-bureau, approve-datareturn, tenantrequests.yunzhi.dev",
    "dora,  dept-bureau, create, replications.yunzhi.dev",
    "dora,  dept-bureau, create, secrets",
    "mia,   dept-bureau, list,   replications.yunzhi.dev",
    "mia,   dept-bureau, list,   tenantrequests.yunzhi.dev",
    "dora,  '',          create, departments.yunzhi.dev",
    "mia,   dept-bureau, list,   events.events.k8s.io",
  })
  void may(String user, String namespace, String verb, String resource) {
    assertThat(ask(user, namespace, verb, resource)).isEqualTo("yes");
  }

  @ParameterizedTest
  @CsvSource({
    "alice, portal-app,  update, resourcequotas",
    "alice, portal-app,  delete, limitranges",
    "alice, portal-app,  patch,  namespaces/portal-app",
    "alice, portal-app,  bind,   clusterroles.rbac.authorization.k8s.io/cluster-admin",
    "alice, clinic-app,  list,   pods",
    "alice, clinic-app,  create, deployments.apps",
    "alice, '',          list,   tenants.yunzhi.dev",
    "alice, '',          list,   namespaces",
    "alice, portal-app,  patch,  policyexceptions.yunzhi.dev",
    "alice, portal-app,  update, policyexceptions.yunzhi.dev/status",
    "alice, portal-app,  patch,  policyexceptions.yunzhi.dev/status",
    "alice, portal-app,  create, approvals.yunzhi.dev",
    "alice, portal-app,  approve-security, policyexceptions.yunzhi.dev",
    "alice, clinic-app,  create, policyexceptions.yunzhi.dev",
    "ed,    portal-app,  create, policyexceptions.yunzhi.dev",
    "dora,  dept-bureau, approve-security, policyexceptions.yunzhi.dev",
    "mia,   dept-bureau, create, policyexceptions.yunzhi.dev",
    "ed,    portal-app,  create, rolebindings.rbac.authorization.k8s.io",
    "ed,    portal-app,  create, serviceaccounts/token",
    "vera,  portal-app,  get,    secrets",
    "vera,  portal-app,  create, pods/exec",
    "vera,  portal-app,  delete, pods",
    "dora,  dept-bureau, patch,  tenantrequests.yunzhi.dev/status",
    "dora,  dept-bureau, approve-platform, tenantrequests.yunzhi.dev",
    "dora,  dept-bureau, approve-parent, tenantrequests.yunzhi.dev",
    "dora,  dept-bureau, patch,  approvals.yunzhi.dev",
    "dora,  dept-bureau, patch,  replications.yunzhi.dev/status",
    "dora,  dept-bureau, replicate, replications.yunzhi.dev",
    "dora,  dept-bureau, create, pods",
    "dora,  dept-bureau, create, serviceaccounts/token",
    "dora,  dept-bureau, create, serviceaccounts",
    "dora,  dept-bureau, bind,   clusterroles.rbac.authorization.k8s.io/yunzhi-replicator",
    "dora,  portal-app,  get,    secrets",
    "dora,  portal-app,  list,   pods",
    "dora,  '',          govern, departments.yunzhi.dev",
    "dora,  '',          list,   tenants.yunzhi.dev",
    "dora,  '',          list,   clouds.yunzhi.dev",
    "alice, '',          list,   clouds.yunzhi.dev",
    "dora,  '',          list,   pricelists.yunzhi.dev",
    "mia,   '',          create, departments.yunzhi.dev",
    "mia,   dept-bureau, create, tenantrequests.yunzhi.dev",
    "mia,   dept-bureau, get,    secrets",
    "mia,   dept-bureau, create, replications.yunzhi.dev",
    "mia,   dept-health, list,   tenantrequests.yunzhi.dev",
  })
  void mayNot(String user, String namespace, String verb, String resource) {
    assertThat(ask(user, namespace, verb, resource)).isEqualTo("no");
  }

  private String ask(String user, String namespace, String verb, String resource) {
    List<String> line = new ArrayList<>(List.of("auth", "can-i", verb));
    String[] parts = resource.split("/", 2);
    boolean subresource =
        parts.length == 2 && List.of("exec", "log", "scale", "status", "token").contains(parts[1]);
    line.add(subresource ? parts[0] : resource);
    if (subresource) {
      line.add("--subresource=" + parts[1]);
    }
    line.add("--as=" + user);
    if (!namespace.isEmpty()) {
      line.add("--namespace=" + namespace);
    }
    return estate.cluster().kubectl(line.toArray(String[]::new)).stdout().strip();
  }
}
