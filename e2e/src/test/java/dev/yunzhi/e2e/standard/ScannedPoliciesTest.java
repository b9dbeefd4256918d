package dev.yunzhi.e2e.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.e2e.operator.OnOperatorEstate;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.PolicyReports;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each standard policy about objects that no webhook is shown is brought about on the real API
 * server, found without anybody asking, and found no more once it is put right.
 */
@OnOperatorEstate
class ScannedPoliciesTest {

  private final OperatorEstate estate;
  private final PolicyReports reports;

  ScannedPoliciesTest(OperatorEstate estate) {
    this.estate = estate;
    this.reports = PolicyReports.ofCluster(estate.cluster());
  }

  @AfterEach
  void removeTheMachine() {
    kubectl("", "delete", "node", "std-machine", "--ignore-not-found");
  }

  static List<ScanTrial> trials() throws IOException {
    return ScanTrial.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trials")
  void findsWhatItIsThereForAsLongAsItIsSo(ScanTrial trial) {
    if (!trial.installed()) {
      kubectl(trial.passes().toString(), "create", "-f", "-");
    }
    String right = right(trial);
    try {
      bringAbout(trial);
      List<JsonNode> found =
          await(trial.name())
              .atMost(OperatorEstate.LIMIT)
              .until(() -> found(trial), results -> !results.isEmpty());

      assertThat(found)
          .singleElement()
          .satisfies(
              result -> {
                assertThat(result.path("rule").asText()).isEqualTo(trial.rule());
                assertThat(result.path("result").asText()).isEqualTo(trial.result());
                assertThat(result.path("message").asText()).contains(trial.says().get(0));
                assertThat(result.at("/properties/messageZh").asText())
                    .contains(trial.says().get(1));
              });
    } finally {
      putRight(trial, right);
    }
    await(trial.name() + " put right")
        .atMost(OperatorEstate.LIMIT)
        .until(() -> found(trial).isEmpty());
  }

  private List<JsonNode> found(ScanTrial trial) {
    return reports.results().stream()
        .filter(result -> result.path("policy").asText().equals(trial.policy()))
        .filter(result -> result.at("/resources/0/kind").asText().equals(trial.kind()))
        .filter(result -> result.at("/resources/0/name").asText().equals(trial.object()))
        .toList();
  }

  /** As it is, to be written again whatever has become of it. */
  private String right(ScanTrial trial) {
    ObjectNode object =
        Serialization.unmarshal(
            kubectl("", "get", trial.kind(), trial.object(), "-o", "json"), ObjectNode.class);
    ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "uid"));
    return object.toString();
  }

  private void bringAbout(ScanTrial trial) {
    if (trial.patch() == null) {
      kubectl("", "delete", trial.kind(), trial.object());
    } else {
      kubectl(
          "",
          "patch",
          trial.kind(),
          trial.object(),
          "--type=merge",
          "-p",
          trial.patch().toString());
    }
  }

  private void putRight(ScanTrial trial, String right) {
    kubectl(right, trial.patch() == null ? "create" : "replace", "-f", "-");
  }

  private String kubectl(String input, String... arguments) {
    var cluster = estate.cluster();
    return cluster.kubectl(cluster.kubeconfig(), input, arguments).orThrow();
  }
}
