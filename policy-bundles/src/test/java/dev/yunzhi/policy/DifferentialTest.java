package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine and {@code opa eval} find the same in the same inputs, byte for byte. */
class DifferentialTest {
  private static final int PODS = 150;

  /** Requests and tenants, each with one thing changed. */
  private static final List<String> CHANGES =
      List.of(
          "{}",
          "{'project': null}",
          "{'purpose': ' '}",
          "{'owner': {}}",
          "{'quota': {}}",
          "{'custodian': '资产科', 'startsAt': ''}",
          "{'protectionLevel': 4}",
          "{'protectionLevel': null}",
          "{'expiresAt': null}",
          "{'expiresAt': 'soon'}",
          "{'expiresAt': '2029-10-31T00:00:01.000000001+08:00'}",
          "{'expiresAt': '2026-12-01T00:00:00Z'}",
          "{'expiresAt': '2026-11-24T08:00:00Z'}",
          "{'expiresAt': '2262-04-12T00:00:00Z'}",
          "{'expiresAt': '2027-02-29T00:00:00Z'}",
          "{'type': 'Change', 'tenantName': 'tax-online'}",
          "{'type': 'End', 'tenantName': 'tax-online'}",
          "{'environment': 'Emergency'}");

  /** What is known of the project: terms at the ends of months, amounts at the limit. */
  private static final List<String> PROJECTS =
      List.of(
          "{'completedOn': '2026-05-23'}",
          "{'completedOn': '2026-02-28', 'acceptance': {'date': '2026-03-01'}}",
          "{'completedOn': '2025-08-31'}",
          "{'completedOn': '2023-08-31'}",
          "{'completedOn': '2026-02-30'}",
          "{'costs': [{'date': '2026-10-01', 'base': 86956521740, 'total': 100000000001, 'approved': false, 'filed': false}]}",
          "{'costs': [{'date': '2026-10-01', 'base': 86956521740, 'total': 100000000002, 'approved': false, 'filed': false}]}");

  /** What the operator adds for requests about tenants that are there. */
  private static final List<String> TENANTS =
      List.of(
          "{}",
          "{'request': {'tenant': 'tax-online', 'spec': {'protectionLevel': 2}, 'changed': []},"
              + " 'quota': {'asked': {'requests.cpu': 4.6}, 'approved': {'requests.cpu': 4}}}",
          "{'request': {'tenant': 'tax-online', 'changed': ['expiresAt']},"
              + " 'department': {'level': 'County'},"
              + " 'quota': {'asked': {'requests.cpu': 300}, 'approved': {'requests.cpu': 4, 'pods': 1}}}");

  private static final String SPEC =
      """
      {"project": "tax-online", "purpose": "网上办税", "environment": "Production",
       "protectionLevel": 3, "owner": {"name": "办公室", "phone": "0571-0000000"},
       "custodian": "资产科", "quota": {"requests.cpu": "4"},
       "startsAt": "2026-11-01T00:00:00+08:00", "expiresAt": "2028-10-31T00:00:00+08:00"}
      """;

  @Test
  void theEngineFindsWhatOpaFinds() throws Exception {
    ArrayNode inputs = Reviews.JSON.createArrayNode();
    pods(inputs);
    requests(inputs);
    networks(inputs);
    isolation(inputs);
    assertThat(same(inputs, "findings", PolicyEngine::evaluate))
        .as("findings in all")
        .isGreaterThan(inputs.size());
  }

  @Test
  void theEngineAsksForTheStagesThatOpaAsksFor() throws Exception {
    ArrayNode inputs = Reviews.JSON.createArrayNode();
    requests(inputs);
    assertThat(same(inputs, "stages", PolicyEngine::stages))
        .as("stages in all")
        .isGreaterThan(inputs.size());
  }

  @FunctionalInterface
  private interface Question {
    Object ask(PolicyEngine engine, JsonNode input) throws EvaluationException;
  }

  /** How many answers there were in all. */
  private static int same(ArrayNode inputs, String entrypoint, Question question) throws Exception {
    JsonNode expected =
        Opa.eval(
            Reviews.JSON.createObjectNode().set("inputs", inputs),
            "[found | some one in input.inputs; found := data.yunzhi.%s with input as one]"
                .formatted(entrypoint),
            "--bundle",
            Opa.POLICIES);
    int answers = 0;
    try (PolicyEngine engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      for (int i = 0; i < inputs.size(); i++) {
        JsonNode actual = Reviews.JSON.valueToTree(question.ask(engine, inputs.get(i)));
        assertThat(actual)
            .as(inputs.get(i).toString())
            .containsExactlyInAnyOrderElementsOf(expected.get(i));
        answers += actual.size();
      }
    }
    return answers;
  }

  private static void pods(ArrayNode inputs) {
    Random random = new Random(20261124);
    for (int i = 0; i < PODS; i++) {
      ObjectNode pod = Reviews.allowedPodSpec();
      pod.set("initContainers", pod.path("containers").deepCopy());
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        change(random, pod, RestrictedFields.OF_PODS);
        change(random, (ObjectNode) pod.at("/initContainers/0"), RestrictedFields.OF_CONTAINERS);
      }
      ((ObjectNode) pod.at("/containers/0"))
          .put(
              "image",
              pick(random, List.of("web", "x.example/a:latest", "a\"税\n<b>", "a@sha256:b")));
      ObjectNode input = Reviews.createPod(pod);
      ((ArrayNode) input.at("/context/exceptions"))
          .add(exception(pick(random, List.of("SEC-016", "SEC-019", "SEC-014"))));
      inputs.add(input);
    }
  }

  private static void change(Random random, ObjectNode spec, List<RestrictedFields.Field> fields) {
    RestrictedFields.Field field = pick(random, fields);
    field.set(spec, pick(random, random.nextBoolean() ? field.allowed() : field.forbidden()));
  }

  private static ObjectNode exception(String policy) {
    return json(
        """
        {'name': 'legacy', 'namespace': 'tax-web', 'policies': ['%s'], 'kinds': ['Pod'],
         'names': ['we*'], 'expiresAt': '2026-12-31T00:00:00Z'}
        """
            .formatted(policy));
  }

  private static void requests(ArrayNode inputs) {
    for (String kind : List.of("TenantRequest", "Tenant")) {
      for (String change : CHANGES) {
        for (String tenant : TENANTS) {
          ObjectNode spec = Reviews.json(SPEC);
          spec.setAll(json(change));
          ObjectNode input = review("yunzhi.dev", kind, spec);
          ObjectNode context = (ObjectNode) input.path("context");
          context.set("project", json("{'name': 'tax-online', 'fundSource': '财政预算'}"));
          context.setAll(json(tenant));
          inputs.add(input);
        }
      }
      for (String project : PROJECTS) {
        ObjectNode input = review("yunzhi.dev", kind, Reviews.json(SPEC));
        ObjectNode its = json("{'name': 'tax-online'}");
        ((ObjectNode) input.path("context")).set("project", its.setAll(json(project)));
        inputs.add(input);
      }
    }
  }

  private static void networks(ArrayNode inputs) {
    inputs.add(
        review(
            "networking.k8s.io",
            "NetworkPolicy",
            json(
                """
                {'podSelector': {}, 'ingress': [{}, {'from': [{'namespaceSelector': {}}]}],
                 'egress': [{'ports': [{'port': 53}]}, {'to': []}]}
                """)));
    inputs.add(
        review(
            "",
            "Service",
            json("{'type': 'LoadBalancer', 'ports': [{'port': 80}, {'port': 443}]}")));
    inputs.add(
        review(
            "networking.k8s.io",
            "Ingress",
            json("{'tls': [{'hosts': ['a.example']}], 'rules': [{'host': 'b.example'}]}")));
  }

  /** Kinds and fields that only the isolation of tenants looks at. */
  private static void isolation(ArrayNode inputs) {
    inputs.add(
        review(
            "networking.k8s.io",
            "Ingress",
            json(
                "{'rules': [{}, {'host': 'a.example'}, {'host': '*.b.example'}], 'defaultBackend': {}}")));
    inputs.add(
        review(
            "",
            "Service",
            json(
                """
                {'type': 'ExternalName', 'externalName': 'Web.Health.SVC.cluster.local',
                 'externalIPs': ['203.0.113.9', '2001:db8::1', 'no address'], 'loadBalancerIP': '10.1.2.3'}
                """)));
    inputs.add(
        review(
            "",
            "PersistentVolumeClaim",
            json("{'volumeName': 'v', 'dataSourceRef': {'namespace': 'health-web'}}")));
    inputs.add(
        review(
            "resource.k8s.io",
            "ResourceClaim",
            json(
                """
                {'devices': {'requests': [{'exactly': {'deviceClassName': 'gpu', 'adminAccess': true}},
                                          {'firstAvailable': [{'deviceClassName': 'fpga'}]}]}}
                """)));
    ObjectNode pod = Reviews.allowedPodSpec();
    pod.setAll(
        json(
            """
            {'nodeName': 'n', 'automountServiceAccountToken': true, 'priorityClassName': 'system-a',
             'tolerations': [{'operator': 'Exists'}], 'nodeSelector': {'yunzhi.dev/node-pool': 'p'}}
            """));
    inputs.add(Reviews.createPod(pod));
    for (JsonNode input : inputs) {
      ((ObjectNode) input.path("context"))
          .set(
              "bounds",
              json(
                  """
                  {'hosts': ['*.b.example'], 'ingressClasses': ['inner'], 'serviceTypes': [],
                   'externalIPs': ['203.0.113.0/29'], 'loadBalancerRanges': ['10.0.0.0/8'],
                   'deviceClasses': ['fpga'], 'exposure': 'Internal'}
                  """));
    }
  }

  private static ObjectNode review(String group, String kind, ObjectNode spec) {
    ObjectNode input = Reviews.createPod(spec);
    ((ObjectNode) input.at("/review/kind")).put("group", group).put("kind", kind);
    return input;
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static ObjectNode json(String text) {
    return Reviews.json(text.replace('\'', '"'));
  }
}
