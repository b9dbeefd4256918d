package dev.yunzhi.e2e.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.e2e.estate.Estate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What stands in the cluster, without what differs between two runs of the same story: uids, times,
 * versions.
 */
final class StandingState {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KINDS =
      "departments,projects,tenantrequests,approvals,tenants,resourcequotas,limitranges,networkpolicies,rolebindings,deployments,pods";
  private static final Set<String> DIFFERENT_IN_EACH_RUN =
      Set.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "managedFields",
          "lastTransitionTime",
          "decidedAt",
          "requestUid",
          "startTime",
          "generation",
          "observedGeneration",
          "requestGeneration",
          "deployment.kubernetes.io/revision",
          "pod-template-hash",
          "lastUpdateTime");

  private StandingState() {}

  /** One line for each object, sorted. */
  static List<String> of(Estate estate) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.addAll(list(estate, KINDS, "-A"));
    lines.addAll(list(estate, "namespaces", "-l", "yunzhi.dev/managed=true"));
    Collections.sort(lines);
    return lines;
  }

  private static List<String> list(Estate estate, String kinds, String... selection)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("get", kinds, "-o", "json"));
    arguments.addAll(List.of(selection));
    JsonNode list =
        JSON.readTree(estate.cluster().kubectl(arguments.toArray(String[]::new)).orThrow());
    List<String> lines = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      String namespace = item.at("/metadata/namespace").asText();
      if (!namespace.startsWith("kube-")) {
        strip(item);
        // A controller's pods have names of chance.
        String name =
            item.at("/metadata").has("generateName")
                ? item.at("/metadata/generateName").asText() + "*"
                : item.at("/metadata/name").asText();
        if (item.at("/metadata").has("generateName")) {
          ((ObjectNode) item.get("metadata")).put("name", name);
          ((ObjectNode) item.get("metadata")).remove("ownerReferences");
        }
        lines.add(item.path("kind").asText() + " " + namespace + "/" + name + " " + item);
      }
    }
    return lines;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("decidedAt")) {
        // Counted from the decision; the term of a tenant is fixed by the story, and stays.
        object.remove("expiresAt");
      }
      object.remove(DIFFERENT_IN_EACH_RUN);
    }
    node.forEach(StandingState::strip);
  }
}
