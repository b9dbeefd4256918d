package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Command;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yunzhi command, as people call it. */
@OnDemonstratedEstate
class CommandLineTest {

  @Test
  void drawsTheTree(Estate estate) throws IOException {
    assertThat(
            yunzhi(estate, Persona.PLATFORM, "", "tree", "--tenants", "--resource=pods").orThrow())
        .contains("zhejiang 浙江省数据资源局")
        .containsPattern("├─ \\[huzhou-health] 湖州健康服务门户 +2/60/- +True");
  }

  @Test
  void describesATenant(Estate estate) throws IOException {
    assertThat(
            yunzhi(estate, Persona.PLATFORM, "", "tenant", "describe", "huzhou-health").orThrow())
        .contains("Department:   huzhou", "huzhou-health-web", "requests.cpu", "Ready");
  }

  @Test
  void saysThatATenantIsMissing(Estate estate) throws IOException {
    CommandResult result = yunzhi(estate, Persona.PLATFORM, "", "tenant", "describe", "nobody");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).startsWith("error: there is no Tenant nobody");
  }

  @Test
  void previewsARequestWithoutMakingIt(Estate estate) throws IOException {
    Path refused = Programs.root().resolve("examples/31-request-refused.yaml");
    String fresh = Files.readString(refused).replace("name: anji-tourism", "name: anji-preview");

    CommandResult result =
        yunzhi(estate, Persona.administratorOf("anji"), fresh, "request", "preview", "-f", "-");

    assertThat(result.stdout()).contains("TenantRequest dept-anji/anji-preview", "GOV-003", "项目");
    assertThat(estate.cluster().kubectl("get", "treq", "-n", "dept-anji").stdout())
        .doesNotContain("anji-preview");
  }

  @Test
  void namesAFieldThatNoRequestHas(Estate estate) throws IOException {
    String misspelt =
        """
        apiVersion: yunzhi.dev/v1alpha1
        kind: TenantRequest
        metadata: {name: misspelt, namespace: dept-anji}
        spec: {project: smart-tourism, purpsoe: none, namespaces: [{name: app}]}
        """;

    CommandResult result =
        yunzhi(estate, Persona.administratorOf("anji"), misspelt, "request", "preview", "-f", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout() + result.stderr()).contains("purpsoe");
  }

  @Test
  void previewsAPolicyAndLeavesNothingBehind(Estate estate) throws IOException {
    CommandResult result =
        yunzhi(
            estate,
            Persona.SECURITY,
            policy("SEC-019", "{registries: [elsewhere.example/]}"),
            "policy",
            "preview",
            "-");

    assertThat(result.stdout()).contains("SEC-019", "DEPARTMENT", "huzhou", "not on the list");
    assertThat(result.exitCode()).as("something would be denied").isEqualTo(1);
    assertThat(estate.cluster().kubectl("get", "policies.yunzhi.dev").stdout())
        .doesNotContain("preview-");
  }

  @Test
  void saysWhatIsWrongWithAPolicyThatCannotBeTried(Estate estate) throws IOException {
    CommandResult result =
        yunzhi(estate, Persona.SECURITY, policy("SEC-999", "{}"), "policy", "preview", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).startsWith("error: spec.policy names SEC-999");
  }

  @Test
  void tellsWhatALiveObjectIsExemptFrom(Estate estate, @TempDir Path folder) throws IOException {
    String ownRule = Files.readString(Programs.root().resolve("examples/60-policy-own-rule.yaml"));
    Path rule =
        Files.writeString(
            folder.resolve("rule.yaml"),
            ownRule.replace("lib.pod.spec.hostname", "lib.pod.spec.containers"));
    String[] eval = {
      "policy",
      "eval",
      rule.toString(),
      "-n",
      "huzhou-health-web",
      "--object",
      "apps/v1/Deployment/portal"
    };
    Persona huzhou = Persona.administratorOf("huzhou");
    assertThat(yunzhi(estate, huzhou, "", eval).exitCode()).isEqualTo(1);

    create(estate, huzhou, EXCEPTION);
    create(estate, Persona.SECURITY, APPROVAL);
    estate
        .cluster()
        .kubectl(
            "wait",
            "policyexception/told-of",
            "-n",
            "huzhou-health-web",
            "--for=condition=Active",
            "--timeout=60s")
        .orThrow();

    assertThat(yunzhi(estate, huzhou, "", eval).orThrow()).contains("exempt by told-of");
    assertThat(
            yunzhi(estate, Persona.PLATFORM, "", "tenant", "describe", "huzhou-health").orThrow())
        .containsPattern("told-of +SEC-901 +Active +security-desk +2027-10-31T00:00:00Z");
    estate
        .cluster()
        .kubectl("delete", "-n", "huzhou-health-web", "policyexception/told-of", "appr/told-of")
        .orThrow();
  }

  private static final String EXCEPTION =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: PolicyException
      metadata: {name: told-of, namespace: huzhou-health-web}
      spec:
        policies: [SEC-901]
        kinds: [Deployment]
        names: [portal]
        reason: 迁移中
        expiresAt: "2027-10-31T00:00:00Z"
      """;

  private static final String APPROVAL =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Approval
      metadata: {name: told-of, namespace: huzhou-health-web}
      spec: {exception: told-of, stage: Security, decision: Approved}
      """;

  private static void create(Estate estate, Persona person, String yaml) throws IOException {
    Path kubeconfig =
        new ClientCertificates(estate.client()).kubeconfig(person, estate.kubeconfigs());
    estate.kubectl(kubeconfig, yaml, "create", "-f", "-").orThrow();
  }

  private static String policy(String rule, String parameters) {
    return """
    apiVersion: yunzhi.dev/v1alpha1
    kind: Policy
    metadata: {name: tried-out}
    spec: {policy: %s, parameters: %s}
    """
        .formatted(rule, parameters);
  }

  private static CommandResult yunzhi(
      Estate estate, Persona person, String input, String... arguments) throws IOException {
    Path kubeconfig =
        new ClientCertificates(estate.client()).kubeconfig(person, estate.kubeconfigs());
    return new Command(
            Programs.root().resolve("cli/bin/yunzhi"), Map.of("KUBECONFIG", kubeconfig.toString()))
        .run(input, List.of(arguments));
  }
}
