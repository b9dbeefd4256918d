package dev.yunzhi.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SEC-016 refuses a tenant's user exactly the pods that Kubernetes' own Pod Security Admission
 * refuses by the profile "restricted": one pod for each value of each field that the profile names.
 */
@OnTwoTenants
class RestrictedPodsTest {

  /** Enforces the profile by Kubernetes alone; no tenant's. */
  private static final String REFERENCE = "pod-security-reference";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Values that the API server takes from nobody in a pod that is right otherwise: privileged
   * beside no escalation, an empty procMount, an unmasked one beside the node's users, a host
   * process beside a network of its own.
   */
  private static final List<String> INVALID =
      List.of(
          "/privileged forbidden",
          "/procMount allowed",
          "/procMount forbidden",
          "/hostProcess forbidden");

  private final TwoTenants tenants;

  RestrictedPodsTest(TwoTenants tenants) {
    this.tenants = tenants;
  }

  private enum Answer {
    ALLOWED,
    FORBIDDEN,
    INVALID
  }

  private record Trial(String field, boolean allowed, ObjectNode pod) {}

  @BeforeEach
  void makeTheReference() {
    var administrator = tenants.administrator();
    administrator
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(REFERENCE)
                .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                .endMetadata()
                .build())
        .serverSideApply();
    await()
        .atMost(OperatorEstate.LIMIT)
        .until(
            () ->
                administrator.serviceAccounts().inNamespace(REFERENCE).withName("default").get()
                    != null);
  }

  @Test
  void kubernetesAndThePolicyAgree() throws IOException {
    List<Trial> trials = trials();
    var disagreements = new ArrayList<String>();
    var uncompared = new TreeSet<String>();
    for (Trial trial : trials) {
      Answer expected =
          answer(tenants.administrator(), REFERENCE, trial.pod(), "violates PodSecurity");
      Answer ours = answer(tenants.lily(), TwoTenants.WEB, trial.pod(), "[SEC-016]");
      String what = trial.field() + (trial.allowed() ? " allowed" : " forbidden");
      if (expected == Answer.INVALID) {
        uncompared.add(what);
      } else if (expected != ours || (expected == Answer.ALLOWED) != trial.allowed()) {
        disagreements.add(
            "%s: Kubernetes %s, SEC-016 %s: %s".formatted(what, expected, ours, trial.pod()));
      }
    }

    assertThat(disagreements).isEmpty();
    assertThat(uncompared).allMatch(what -> INVALID.stream().anyMatch(what::endsWith));
    assertThat(trials).hasSizeGreaterThan(150);
  }

  private static List<Trial> trials() throws IOException {
    JsonNode fields =
        JSON.readTree(
            Programs.root()
                .resolve("policy-bundles/src/test/resources/restricted-fields.json")
                .toFile());
    var trials = new ArrayList<Trial>();
    for (JsonNode field : fields.path("pods")) {
      add(trials, "", field);
    }
    for (JsonNode field : fields.path("containers")) {
      add(trials, "/containers/0", field);
      add(trials, "/initContainers/0", field);
    }
    return trials;
  }

  private static void add(List<Trial> trials, String place, JsonNode field) {
    for (boolean allowed : new boolean[] {true, false}) {
      for (JsonNode value : field.path(allowed ? "allowed" : "forbidden")) {
        ObjectNode pod = JSON.valueToTree(Pods.right(TwoTenants.WEB));
        ObjectNode spec = (ObjectNode) pod.path("spec");
        ObjectNode sidecar = spec.path("containers").path(0).deepCopy();
        sidecar.put("name", "sidecar").put("restartPolicy", "Always");
        spec.putArray("initContainers").add(sidecar);
        JsonPointer target = JsonPointer.compile(place + field.path("pointer").asText());
        spec.withObject(target.head(), JsonNode.OverwriteMode.NULLS, true)
            .set(target.last().getMatchingProperty(), value);
        trials.add(new Trial(target.toString(), allowed, pod));
      }
    }
  }

  /** Another policy's refusal is none of this one. */
  private static Answer answer(
      KubernetesClient who, String namespace, ObjectNode pod, String refusal) {
    ObjectNode there = pod.deepCopy();
    there.withObjectProperty("metadata").put("namespace", namespace);
    try {
      who.resource(there.toString()).dryRun().create();
      return Answer.ALLOWED;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 422) {
        return Answer.INVALID;
      }
      assertThat(e.getCode()).as(e.getMessage()).isEqualTo(403);
      return e.getMessage().contains(refusal) ? Answer.FORBIDDEN : Answer.ALLOWED;
    }
  }
}
