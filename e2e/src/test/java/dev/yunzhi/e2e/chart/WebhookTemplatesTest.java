package dev.yunzhi.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code templates/admission}: what the API server asks the operator. */
class WebhookTemplatesTest {

  private static final List<String> NEVER_SEEN =
      List.of("kube-system", "kube-public", "kube-node-lease", "yunzhi-system");

  private static final Manifest DEFAULTS = Chart.template();

  private static ValidatingWebhookConfiguration validating() {
    return DEFAULTS.one(ValidatingWebhookConfiguration.class, "yunzhi");
  }

  private static MutatingWebhookConfiguration mutating() {
    return DEFAULTS.one(MutatingWebhookConfiguration.class, "yunzhi");
  }

  private static ValidatingWebhook policies() {
    return validating().getWebhooks().stream()
        .filter(webhook -> webhook.getName().equals("policies.yunzhi.dev"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theyFailClosedAndSoon() {
    assertThat(validating().getWebhooks())
        .hasSize(3)
        .allMatch(webhook -> webhook.getFailurePolicy().equals("Fail"))
        .allMatch(webhook -> webhook.getTimeoutSeconds() == 5)
        .allMatch(webhook -> webhook.getSideEffects().equals("NoneOnDryRun"));
    MutatingWebhook stamping = mutating().getWebhooks().get(0);
    assertThat(stamping.getFailurePolicy()).isEqualTo("Fail");
    assertThat(stamping.getTimeoutSeconds()).isEqualTo(5);
    assertThat(stamping.getSideEffects()).isEqualTo("NoneOnDryRun");
  }

  @Test
  void theyNeverSeeTheSystemNamespacesOrTheirOwn() {
    assertThat(validating().getWebhooks())
        .allSatisfy(webhook -> assertNeverSeesSystem(webhook.getNamespaceSelector()));
    assertThat(mutating().getWebhooks())
        .allSatisfy(webhook -> assertNeverSeesSystem(webhook.getNamespaceSelector()));
  }

  private static void assertNeverSeesSystem(LabelSelector selector) {
    assertThat(selector.getMatchExpressions())
        .anySatisfy(
            expression -> {
              assertThat(expression.getKey()).isEqualTo("kubernetes.io/metadata.name");
              assertThat(expression.getOperator()).isEqualTo("NotIn");
              assertThat(expression.getValues()).containsExactlyElementsOf(NEVER_SEEN);
            });
  }

  @Test
  void workloadsAreSeenInTenantsNamespacesOnly() {
    assertThat(policies().getNamespaceSelector().getMatchExpressions())
        .anySatisfy(
            expression -> {
              assertThat(expression.getKey()).isEqualTo("yunzhi.dev/tenant");
              assertThat(expression.getOperator()).isEqualTo("Exists");
            });
    assertThat(policies().getRules()).allMatch(rule -> rule.getScope().equals("Namespaced"));
    assertThat(policies().getRules().stream().flatMap(rule -> rule.getResources().stream()))
        .contains("pods", "pods/ephemeralcontainers", "deployments", "cronjobs", "services")
        .contains("ingresses", "networkpolicies", "replicationcontrollers")
        .doesNotContain("*", "*/*", "pods/*", "nodes", "leases", "namespaces");
  }

  @Test
  void whatOthersDependOnIsAskedAboutBeforeItIsDeleted() {
    assertThat(DEFAULTS.one(ValidatingWebhookConfiguration.class, "yunzhi").getWebhooks())
        .flatMap(ValidatingWebhook::getRules)
        .filteredOn(rule -> rule.getOperations().contains("DELETE"))
        .extracting(RuleWithOperations::getResources)
        .containsExactly(
            List.of("departments", "projects", "tenants", "clouds"), List.of("departments"));
  }

  @Test
  void whoGovernsTheTreeIsNotAskedWhichPartOfItIsTheirs() {
    assertThat(validating().getWebhooks())
        .filteredOn(webhook -> webhook.getName().equals("delegation.yunzhi.dev"))
        .flatMap(ValidatingWebhook::getMatchConditions)
        .anyMatch(condition -> condition.getExpression().contains("check('govern')"));
  }

  @Test
  void onlyOurOwnKindsAreStamped() {
    assertThat(mutating().getWebhooks().get(0).getRules())
        .allMatch(rule -> rule.getApiGroups().equals(List.of("yunzhi.dev")))
        .extracting(RuleWithOperations::getResources)
        .containsExactly(
            List.of("tenantrequests", "approvals", "policyexceptions", "agreements"),
            List.of("projects"));
  }

  @Test
  void theOperatorDoesNotAskItself() {
    String others =
        "request.userInfo.username != 'system:serviceaccount:yunzhi-system:tenant-operator'";

    assertThat(validating().getWebhooks())
        .allSatisfy(
            webhook ->
                assertThat(webhook.getMatchConditions())
                    .anyMatch(condition -> condition.getExpression().equals(others)));
  }

  @Test
  void inTheClusterTheyCallTheServiceAndTheOperatorBringsTheAuthority() {
    WebhookClientConfig client = policies().getClientConfig();

    assertThat(client.getUrl()).isNull();
    assertThat(client.getCaBundle()).isNull();
    assertThat(client.getService().getName()).isEqualTo("tenant-operator");
    assertThat(client.getService().getNamespace()).isEqualTo("yunzhi-system");
    assertThat(client.getService().getPath()).isEqualTo("/admission/policies");
  }

  @Test
  void outsideTheClusterTheyCallTheGivenAddress() {
    Manifest outside =
        Chart.template(
            "operator.enabled=false",
            "controlPlane.enabled=false",
            "local.webhookUrl=\"https://127.0.0.1:8443\"");

    assertThat(outside.one(ValidatingWebhookConfiguration.class, "yunzhi").getWebhooks())
        .extracting(webhook -> webhook.getClientConfig().getUrl())
        .containsExactly(
            "https://127.0.0.1:8443/admission/validate",
            "https://127.0.0.1:8443/admission/delegation",
            "https://127.0.0.1:8443/admission/policies");
    assertThat(outside.one(MutatingWebhookConfiguration.class, "yunzhi").getWebhooks())
        .extracting(webhook -> webhook.getClientConfig().getUrl())
        .containsExactly("https://127.0.0.1:8443/admission/mutate");
  }
}
