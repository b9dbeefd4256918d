package dev.yunzhi.e2e.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.Persona;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * ConstraintTemplates and constraints as a team brings them, applied by the security team to a real
 * API server: published, enforced on tenants at admission, found by the scan, and gone again.
 */
@OnDemonstratedEstate
class GatekeeperFormatTest {

  private static final String NAMESPACE = "huzhou-health-web";
  private static final Path FILES = Programs.root().resolve("e2e/src/test/resources/gatekeeper");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Estate estate;
  private final Path security;

  GatekeeperFormatTest(Estate estate) throws IOException {
    this.estate = estate;
    this.security =
        new ClientCertificates(estate.client()).kubeconfig(Persona.SECURITY, estate.kubeconfigs());
  }

  @AfterEach
  void leaveItAsItWas() {
    estate
        .cluster()
        .kubectl("delete", "service", "-n", NAMESPACE, "-l", "try=gatekeeper")
        .orThrow();
    for (String kind : List.of("tryrequiredlabels", "tryportnames", "tryuniqueselector")) {
      estate.kubectl(security, "", "delete", kind + ".constraints.gatekeeper.sh", "--all");
      estate
          .kubectl(security, "", "delete", "constrainttemplate", kind, "--ignore-not-found")
          .orThrow();
    }
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                !estate
                    .cluster()
                    .kubectl("get", "crd", "-o", "name")
                    .orThrow()
                    .contains("constraints.gatekeeper.sh"));
  }

  private void template(String file) throws IOException {
    apply(Files.readString(FILES.resolve(file + ".yaml")));
  }

  private void apply(String yaml) {
    estate.kubectl(security, yaml, "apply", "-f", "-").orThrow();
  }

  private JsonNode get(String what, String name) {
    try {
      return JSON.readTree(estate.kubectl(security, "", "get", what, name, "-o", "json").orThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode awaitTemplate(String name, Predicate<JsonNode> right) {
    return await("ConstraintTemplate " + name)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> get("constrainttemplate", name).path("status"), right);
  }

  private JsonNode awaitConstraint(String kind, String name, Predicate<JsonNode> right) {
    return await(kind + " " + name)
        .atMost(OperatorEstate.LIMIT)
        .until(() -> get(kind, name).path("status"), right);
  }

  /** Applies it as soon as the template has made its kind. */
  private void constraint(String template, String kind, String name, String spec) {
    awaitTemplate(template, status -> status.path("created").asBoolean());
    apply(
        """
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: %s
        metadata: {name: %s}
        spec:
        %s
        """
            .formatted(kind, name, spec.indent(2)));
  }

  /** Of every Service. */
  private void requireAnOwner() throws IOException {
    template("required-labels");
    constraint(
        "tryrequiredlabels",
        "TryRequiredLabels",
        "services-have-an-owner",
        """
        match:
          kinds: [{apiGroups: [""], kinds: [Service]}]
        parameters: {labels: [owner]}
        """);
  }

  private static String service(String name, String labels, String port, String selector) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: %s, labels: {try: gatekeeper%s}}
    spec:
      selector: {app: %s}
      ports: [{name: %s, port: 80}]
    """
        .formatted(name, NAMESPACE, labels, selector, port);
  }

  private CommandResult create(String yaml, String... options) {
    String[] line = new String[options.length + 3];
    System.arraycopy(new String[] {"create", "-f", "-"}, 0, line, 0, 3);
    System.arraycopy(options, 0, line, 3, options.length);
    return estate.cluster().kubectl(estate.cluster().kubeconfig(), yaml, line);
  }

  private CommandResult awaitAnswer(String yaml, Predicate<CommandResult> right) {
    return await("the answer to a dry run")
        .atMost(OperatorEstate.LIMIT)
        .until(() -> create(yaml, "--dry-run=server"), right);
  }

  private List<String> reported() throws JsonProcessingException {
    JsonNode reports =
        JSON.readTree(
            estate
                .cluster()
                .kubectl("get", "policyreports", "-n", NAMESPACE, "-o", "json")
                .orThrow());
    return reports.path("items").findValues("results").stream()
        .flatMap(JsonNode::valueStream)
        .map(
            r ->
                "%s %s %s %s"
                    .formatted(
                        r.at("/resources/0/name").asText(),
                        r.path("policy").asText(),
                        r.path("result").asText(),
                        r.path("message").asText()))
        .toList();
  }

  @Test
  void aConstraintDeniesAndNoLongerOnceItIsGone() throws Exception {
    requireAnOwner();

    String without = service("try-owner", "", "http", "try-owner");
    CommandResult denied = awaitAnswer(without, answer -> !answer.succeeded());
    assertThat(denied.stderr())
        .contains(
            "[TryRequiredLabels/services-have-an-owner] it lacks the labels {\"owner\"}",
            "is refused by policy",
            "不符合策略，已拒绝");
    create(service("try-owner", ", owner: desk", "http", "try-owner")).orThrow();
    JsonNode status =
        awaitTemplate("tryrequiredlabels", s -> s.path("enforcedBy").asText().equals("1/1"));
    assertThat(status.path("publishedRevision").asText()).isNotEmpty();
    assertThat(status.at("/byPod/0/errors").isMissingNode()).isTrue();

    // Only tenants are judged.
    create(without.replace("namespace: " + NAMESPACE, "namespace: default"), "--dry-run=server")
        .orThrow();
    assertThat(create(without).succeeded()).isFalse();
    ControlPlaneApi auditor = estate.api("auditor");
    await("the record of the denial")
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                auditor
                    .get("/api/v1/audit/events?stream=decision&limit=1000")
                    .body()
                    .contains("TryRequiredLabels/services-have-an-owner"));

    estate.kubectl(security, "", "delete", "tryrequiredlabels", "services-have-an-owner").orThrow();
    awaitAnswer(without.replace("try-owner", "try-other"), CommandResult::succeeded);
  }

  @Test
  void aConstraintWarnsAndOneInDryRunIsFoundByTheScan() throws Exception {
    String odd = service("try-odd", "", "odd", "try-odd");
    create(odd).orThrow();
    template("port-names");
    constraint(
        "tryportnames",
        "TryPortNames",
        "ports-have-a-name",
        """
        enforcementAction: warn
        match: {namespaces: ["huzhou-*"]}
        """);
    CommandResult warned =
        awaitAnswer(
            service("try-warned", "", "odd", "try-warned"), answer -> !answer.stderr().isEmpty());
    assertThat(warned.succeeded()).isTrue();
    assertThat(warned.stderr())
        .contains(
            "Warning: [TryPortNames/ports-have-a-name] port 80 is not named after what it speaks");

    apply(
        """
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: TryPortNames
        metadata: {name: ports-have-a-name}
        spec:
          enforcementAction: scoped
          scopedEnforcementActions:
            - {action: dryrun, enforcementPoints: [{name: audit.gatekeeper.sh}]}
        """);
    awaitAnswer(
        service("try-silent", "", "odd", "try-silent"), answer -> answer.stderr().isEmpty());
    await("a report")
        .atMost(OperatorEstate.LIMIT)
        .until(
            this::reported,
            lines ->
                lines.contains(
                    "try-odd TryPortNames/ports-have-a-name fail port 80 is not named after what it"
                        + " speaks"));

    JsonNode status =
        awaitConstraint(
            "tryportnames", "ports-have-a-name", s -> s.path("totalViolations").asInt() > 0);
    assertThat(status.at("/byPod/0/enforced").asBoolean()).isTrue();
    assertThat(estate.kubectl(security, "", "get", "constraints").orThrow())
        .contains("ENFORCEMENT-ACTION", "TOTAL-VIOLATIONS", "scoped");

    estate.kubectl(security, "", "delete", "tryportnames", "ports-have-a-name").orThrow();
    await("no report")
        .atMost(OperatorEstate.LIMIT)
        .until(this::reported, lines -> lines.stream().noneMatch(line -> line.contains("TryPort")));
  }

  @Test
  void aTemplateSeesTheInventoryThatItDeclares() throws Exception {
    template("unique-selector");
    constraint(
        "tryuniqueselector",
        "TryUniqueSelector",
        "one-service-each",
        """
        match:
          kinds: [{apiGroups: [""], kinds: [Service]}]
        """);
    create(service("try-first", "", "http", "try-shared")).orThrow();

    assertThat(
            awaitAnswer(
                    service("try-second", "", "http", "try-shared"), answer -> !answer.succeeded())
                .stderr())
        .contains("[TryUniqueSelector/one-service-each] Service try-first selects the same");
    create(service("try-third", "", "http", "try-third"), "--dry-run=server").orThrow();

    estate.cluster().kubectl("delete", "service", "-n", NAMESPACE, "try-first").orThrow();
    awaitAnswer(service("try-second", "", "http", "try-shared"), CommandResult::succeeded);
  }

  @Test
  void aBrokenTemplateIsRefusedAndTheOneBeforeGoesOn() throws Exception {
    requireAnOwner();
    String without = service("try-broken", "", "http", "try-broken");
    awaitAnswer(without, answer -> !answer.succeeded());
    String revision =
        awaitTemplate("tryrequiredlabels", s -> s.has("publishedRevision"))
            .path("publishedRevision")
            .asText();

    String good = Files.readString(FILES.resolve("required-labels.yaml"));
    apply(good.replace("count(gone) > 0", "count(gone) > none"));
    JsonNode refused = awaitTemplate("tryrequiredlabels", s -> s.at("/byPod/0/errors").isArray());
    assertThat(refused.at("/byPod/0/errors/0/message").asText())
        .contains("spec.targets[0].rego, line 7, column 3: var none is unsafe");
    assertThat(create(without, "--dry-run=server").succeeded()).isFalse();

    apply(good.replace("count(gone) > 0", "data.secrets.x == count(gone)"));
    awaitTemplate(
        "tryrequiredlabels",
        s ->
            s.at("/byPod/0/errors/0/message")
                .asText()
                .contains("only data.inventory and data.lib may be read, not data.secrets"));

    // A constraint that cannot be read holds nothing up, and says so.
    apply(
        """
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: TryRequiredLabels
        metadata: {name: unreadable}
        spec:
          match: {namespaces: ["a*b"]}
        """);
    JsonNode unread =
        awaitConstraint("tryrequiredlabels", "unreadable", s -> s.at("/byPod/0/errors").isArray());
    assertThat(unread.at("/byPod/0/errors/0/message").asText())
        .contains("spec.match.namespaces: \"a*b\" is neither a name nor a name with a *");
    assertThat(unread.at("/byPod/0/enforced").asBoolean(true)).isFalse();

    apply(good);
    JsonNode healed =
        awaitTemplate("tryrequiredlabels", s -> s.at("/byPod/0/errors").isMissingNode());
    assertThat(healed.path("publishedRevision").asText()).isEqualTo(revision);

    // A kind that has constraints stays without its template, and so do they.
    estate.kubectl(security, "", "delete", "constrainttemplate", "tryrequiredlabels").orThrow();
    awaitAnswer(without, CommandResult::succeeded);
    awaitConstraint(
        "tryrequiredlabels",
        "services-have-an-owner",
        s ->
            !s.at("/byPod/0/enforced").asBoolean(true)
                && s.at("/byPod/0/errors/0/message").asText().contains("no template of its kind"));
  }
}
