package dev.yunzhi.operator.controlplane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/**
 * How this replica names itself in what it sends by OPA's APIs.
 *
 * @param id the same after a restart, where the replica has a name of its own
 * @param cluster name of the cluster in the record
 * @param version of this program; null when it does not run from its jar
 */
public record AgentLabels(String id, String cluster, String version) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Those of this process.
   *
   * @param identity that was given to this replica; null: the host's name, or a random one
   */
  public static AgentLabels of(String identity, String cluster) {
    String id =
        Optional.ofNullable(identity)
            .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
            .filter(name -> !name.isBlank())
            .orElseGet(() -> UUID.randomUUID().toString());
    return new AgentLabels(id, cluster, AgentLabels.class.getPackage().getImplementationVersion());
  }

  /** As OPA writes them. */
  public ObjectNode json() {
    ObjectNode labels =
        JSON.createObjectNode().put("id", id).put("app", "tenant-operator").put("cluster", cluster);
    if (version != null) {
      labels.put("version", version);
    }
    return labels;
  }
}
