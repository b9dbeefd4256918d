package dev.yunzhi.e2e.publication;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The security team with a rule of its own, the one of examples/60-policy-own-rule.yaml. */
final class OwnRules {

  static final String NAME = "no-own-host-name";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Eighty million products, none of which is negative. */
  private static final String RUNAWAY =
      """
          \tlib.pod.spec.hostname == "runaway"
          \tsome a in numbers.range(1, 9000)
          \tsome b in numbers.range(1, 9000)
          \ta * b < 0
      """;

  /** A Policy, as the example has it. */
  final String rule;

  final ControlPlaneApi api;
  private final Estate estate;
  private final Path kubeconfig;

  OwnRules(Estate estate) throws IOException {
    this.estate = estate;
    this.api = estate.api("security");
    this.kubeconfig =
        new ClientCertificates(estate.client()).kubeconfig(Persona.SECURITY, estate.kubeconfigs());
    this.rule = Files.readString(Programs.root().resolve("examples/60-policy-own-rule.yaml"));
  }

  /** The same, which does not come to an end over a Pod that is called runaway. */
  String runaway() {
    return rule.replace("    \tlib.pod.spec.hostname\n", RUNAWAY)
        .replace("count(policy.findings) == 1", "count(policy.findings) == 0");
  }

  /** The same, by which nothing is enforced. */
  static String previewed(String rule, String effect) {
    return rule.replace("  effect: Warn\n", "  effect: %s\n  preview: true\n".formatted(effect));
  }

  void apply(String yaml) {
    kubectl(yaml, "apply", "-f", "-").orThrow();
  }

  CommandResult kubectl(String input, String... arguments) {
    return estate.kubectl(kubeconfig, input, arguments);
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** As it was before; the names are of Policies. */
  void leaveItAsItWas(String... names) throws IOException {
    api.post("/api/v1/policy/resume");
    for (String name : names) {
      kubectl("", "delete", "policies.yunzhi.dev", "--ignore-not-found", name).orThrow();
    }
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () -> revisions().at("/items/0/rules").isEmpty() && revisions().path("held").isNull());
  }

  Policy get(String name) {
    return estate.client().resources(Policy.class).withName(name).get();
  }

  Policy awaitPolicy(String name, Predicate<Policy> right) {
    return await(name)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> get(name), p -> p.getStatus() != null && right.test(p));
  }

  Policy awaitSaid(String name, String type, String status, String reason) {
    return await(name + " " + type + "=" + status + " " + reason)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> get(name), p -> p.getStatus() != null && says(p, type, status, reason));
  }

  static boolean says(Policy policy, String type, String status, String reason) {
    return Objects.has(policy, policy.getStatus().conditions(), type, status, reason);
  }

  static String message(Policy policy, String type) {
    return policy.getStatus().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .map(Condition::getMessage)
        .findFirst()
        .orElseThrow();
  }

  JsonNode revisions() throws IOException {
    return JSON.readTree(api.get("/api/v1/policy/revisions").body());
  }

  String current() throws IOException {
    return revisions().path("current").asText();
  }

  String publishOwn() {
    apply(rule);
    awaitSaid(NAME, "Checked", "True", "Checked");
    return awaitSaid(NAME, "Published", "True", "Published").getStatus().publishedRevision();
  }

  /** A Pod that a tenant's namespace takes, with something more in its spec. */
  static String pod(String namespace, String name, String more) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, namespace: %s, labels: {app: tried}}
    spec:
      %s
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: web
          image: registry.gov.example/health/portal@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
          imagePullPolicy: Always
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
          resources: {requests: {cpu: 1m, memory: 1Mi}, limits: {cpu: 1m, memory: 1Mi}}
    """
        .formatted(name, namespace, more);
  }

  /** Has the cluster's administrator do something with a Pod. */
  CommandResult asAdministrator(String yaml, String... arguments) {
    return estate.cluster().kubectl(estate.cluster().kubeconfig(), yaml, arguments);
  }

  /** Has Pods let in, as soon as what was enforced before is not any more. */
  void letIn(String pods) {
    await("let in")
        .atMost(OperatorEstate.LIMIT)
        .until(() -> asAdministrator(pods, "apply", "-f", "-").succeeded());
  }

  /**
   * Whether a Pod would be let in, in a namespace of the demonstration, and with which warnings.
   */
  CommandResult tryPod(String more) {
    return asAdministrator(
        pod("huzhou-health-web", "tried", more), "create", "-f", "-", "--dry-run=server");
  }
}
