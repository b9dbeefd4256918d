package dev.yunzhi.operator.reconcile.constraint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Yunzhi;
import dev.yunzhi.operator.cluster.ServerSideApply;
import dev.yunzhi.operator.constraint.Constraints;
import dev.yunzhi.operator.constraint.SeenConstraint;
import dev.yunzhi.operator.scan.ScanTotals;
import dev.yunzhi.operator.scan.ScanTotals.Count;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on each constraint whether it is enforced and how much of what exists violates it, in the
 * shape that Gatekeeper has for it. The replica that scans says so, once it has numbers; what
 * stands there already is not written again.
 */
public final class ConstraintStatuses {

  private static final Logger log = LoggerFactory.getLogger(ConstraintStatuses.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext APPLY = ServerSideApply.by(Yunzhi.FIELD_MANAGER).build();

  /** Gatekeeper has the name of the Pod here. */
  private static final String ID = "yunzhi-tenant-operator";

  private final KubernetesClient client;
  private final Constraints constraints;
  private final ScanTotals totals;

  private ConstraintStatuses(KubernetesClient client, Constraints constraints, ScanTotals totals) {
    this.client = client;
    this.constraints = constraints;
    this.totals = totals;
  }

  /** Has them written from now on, whenever there is something new to say. */
  public static ConstraintStatuses subscribed(
      KubernetesClient client, Constraints constraints, ScanTotals totals, Executor background) {
    var statuses = new ConstraintStatuses(client, constraints, totals);
    constraints.onChange(() -> background.execute(statuses::write));
    totals.onChange(changed -> background.execute(statuses::write));
    return statuses;
  }

  private synchronized void write() {
    for (SeenConstraint seen : constraints.seen()) {
      Count count = totals.of(id(seen.object()));
      if (count == null) {
        return;
      }
      try {
        write(seen, count);
      } catch (KubernetesClientException e) {
        log.atWarn()
            .addKeyValue("constraint", id(seen.object()))
            .addKeyValue("why", e.getMessage())
            .log("What came of a constraint is said at the next change");
      }
    }
  }

  private static String id(JsonNode constraint) {
    return constraint.path("kind").asText() + "/" + constraint.at("/metadata/name").asText();
  }

  private void write(SeenConstraint seen, Count count) {
    ObjectNode status = status(seen, count);
    if (equal(status, seen.object().path("status"))) {
      return;
    }
    ObjectNode bare = JSON.createObjectNode();
    bare.set("apiVersion", seen.object().path("apiVersion"));
    bare.set("kind", seen.object().path("kind"));
    // Another object may have the name by now, of which this is not true.
    bare.putObject("metadata")
        .put("name", seen.object().at("/metadata/name").asText())
        .put("uid", seen.object().at("/metadata/uid").asText());
    bare.set("status", status);
    client
        .genericKubernetesResources(seen.kind())
        .resource(JSON.convertValue(bare, GenericKubernetesResource.class))
        .subresource("status")
        .patch(APPLY);
  }

  private static ObjectNode status(SeenConstraint seen, Count count) {
    ObjectNode status = JSON.createObjectNode();
    ObjectNode own = status.putArray("byPod").addObject().put("id", ID);
    own.put("constraintUID", seen.object().at("/metadata/uid").asText());
    own.put("observedGeneration", seen.object().at("/metadata/generation").asLong());
    own.put("enforced", seen.refusal() == null);
    own.putArray("operations").add("audit").add("webhook");
    if (seen.refusal() != null) {
      own.putArray("errors").addObject().put("code", "ingest_error").put("message", seen.refusal());
    }
    return status.put("totalViolations", count.violations());
  }

  /** Read anew, for numbers of another size are not equal. */
  private static boolean equal(JsonNode one, JsonNode other) {
    try {
      return JSON.readTree(one.toString()).equals(JSON.readTree(other.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was made of JSON is no JSON", e);
    }
  }
}
