package dev.yunzhi.e2e.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.cluster.LocalCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What the reports of a namespace, or of what is in none, say, in their own order. */
public final class PolicyReports {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalCluster cluster;
  private final String namespace;

  PolicyReports(LocalCluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** Of what is in no namespace. */
  public static PolicyReports ofCluster(LocalCluster cluster) {
    return new PolicyReports(cluster, "");
  }

  private String[] query() {
    return namespace.isEmpty()
        ? new String[] {"get", "clusterpolicyreports", "-o", "json"}
        : new String[] {"get", "policyreports", "-n", namespace, "-o", "json"};
  }

  List<JsonNode> reports() {
    String list = cluster.kubectl(query()).orThrow();
    var reports = new ArrayList<JsonNode>();
    try {
      JSON.readTree(list).path("items").forEach(reports::add);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return reports;
  }

  public List<JsonNode> results() {
    var results = new ArrayList<JsonNode>();
    reports().forEach(report -> report.path("results").forEach(results::add));
    return results;
  }

  /** One line for each result: the object, the policy, the field and the result. */
  List<String> lines() {
    return results().stream()
        .map(
            r ->
                "%s/%s %s %s %s"
                    .formatted(
                        r.at("/resources/0/kind").asText(),
                        r.at("/resources/0/name").asText(),
                        r.path("policy").asText(),
                        r.path("rule").asText(),
                        r.path("result").asText()))
        .toList();
  }

  /** Waits until the lines are as they should be. */
  List<String> await(Predicate<List<String>> right) {
    return Awaitility.await("reports of " + namespace)
        .atMost(OperatorEstate.LIMIT)
        .until(this::lines, right);
  }
}
