package dev.yunzhi.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.Project;
import dev.yunzhi.api.v1alpha1.ProjectChange;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.model.HomeNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Writes into an object who asked, decided or signed, whatever the client sent, and what a request
 * left open. Keeps nothing, so a dry run leaves no trace.
 */
final class Stamping implements Admission {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Reader live;
  private final Tiers tiers;
  private final RequestDefaults defaults;
  private final Clock clock;

  /**
   * @param live asked for what an approval is about: a watch may lag behind
   */
  Stamping(Reader live, Tiers tiers, RequestDefaults defaults, Clock clock) {
    this.live = live;
    this.tiers = tiers;
    this.defaults = defaults;
    this.clock = clock;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request) {
    ObjectNode stamps = JSON.createObjectNode();
    switch (request.kind()) {
      case "TenantRequest" -> {
        stampRequest(request, stamps);
        defaults.stamp(request, stamps);
      }
      case "Project" -> stampProject(request, stamps);
      case "Approval" -> stampApproval(request, stamps);
      case "PolicyException" -> stampCreator(request, "requestedBy", stamps);
      case "Agreement" -> stampWriter(request, "signedBy", stamps);
      default -> {
        return AdmissionAnswer.ALLOWED;
      }
    }
    return AdmissionAnswer.patched(patch(request.object().path("spec"), stamps));
  }

  /** Everyone who ever wrote the spec, and the quota of the tier that it names. */
  private void stampRequest(AdmissionRequest request, ObjectNode stamps) {
    Set<String> requesters = new LinkedHashSet<>();
    request.oldObject().at("/spec/requesters").forEach(r -> requesters.add(r.asText()));
    if (specChanged(request, "requesters")) {
      requesters.add(request.username());
    }
    stamps.set("requesters", JSON.valueToTree(requesters));
    tiers
        .filledIn(request.object().path("spec"), request.oldObject().path("spec"))
        .ifPresent(quota -> stamps.set("quota", quota));
  }

  /** Everyone who ever wrote the spec, each with the generation that they wrote first. */
  private static void stampProject(AdmissionRequest request, ObjectNode stamps) {
    ArrayNode writers = JSON.createArrayNode();
    request.oldObject().at("/spec/writers").forEach(writers::add);
    boolean known =
        StreamSupport.stream(writers.spliterator(), false)
            .anyMatch(writer -> writer.path("name").asText().equals(request.username()));
    if (!known && specChanged(request, "writers")) {
      writers
          .addObject()
          .put("name", request.username())
          .put("generation", request.oldObject().at("/metadata/generation").asLong() + 1);
    }
    stamps.set("writers", writers.isEmpty() ? MissingNode.getInstance() : writers);
  }

  private void stampApproval(AdmissionRequest request, ObjectNode stamps) {
    if (!request.is("CREATE")) {
      for (String field :
          new String[] {"decidedBy", "decidedAt", "requestUid", "requestGeneration", "amount"}) {
        stamps.set(field, request.oldObject().path("spec").path(field));
      }
      return;
    }
    stamps.put("decidedBy", request.username());
    stamps.put("decidedAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    JsonNode spec = request.object().path("spec");
    HasMetadata decided = decidedOn(spec, request.namespace());
    stamps.set("amount", amount(decided, spec));
    if (decided == null) {
      stamps.set("requestUid", MissingNode.getInstance());
    } else {
      stamps.put("requestUid", decided.getMetadata().getUid());
      if (!spec.has("requestGeneration")) {
        stamps.put("requestGeneration", decided.getMetadata().getGeneration());
      }
    }
  }

  /** Of a change of a project what it then costs; missing of anything else. */
  private static JsonNode amount(HasMetadata decided, JsonNode spec) {
    if (decided instanceof Project project && spec.path("stage").asText().equals("Change")) {
      List<ProjectChange> changes = project.getSpec().changes();
      if (changes != null && !changes.isEmpty()) {
        return LongNode.valueOf(changes.get(changes.size() - 1).total());
      }
    }
    return MissingNode.getInstance();
  }

  /** Null when there is no such thing, and validation says so. */
  private HasMetadata decidedOn(JsonNode spec, String namespace) {
    if (spec.has("project")) {
      Project project = live.get(Project.class, null, spec.path("project").asText());
      return project != null
              && project.getSpec().department().equals(HomeNamespace.departmentOf(namespace))
          ? project
          : null;
    }
    return spec.has("exception")
        ? live.get(PolicyException.class, namespace, spec.path("exception").asText())
        : live.get(TenantRequest.class, namespace, spec.path("request").asText());
  }

  /** Who made it, whoever touches it later. */
  private static void stampCreator(AdmissionRequest request, String field, ObjectNode stamps) {
    if (request.is("CREATE")) {
      stamps.put(field, request.username());
    } else {
      stamps.set(field, request.oldObject().path("spec").path(field));
    }
  }

  /** Who wrote the spec last. */
  private static void stampWriter(AdmissionRequest request, String field, ObjectNode stamps) {
    if (specChanged(request, field)) {
      stamps.put(field, request.username());
    } else {
      stamps.set(field, request.oldObject().path("spec").path(field));
    }
  }

  /** Whether anything but the stamped field differs. */
  private static boolean specChanged(AdmissionRequest request, String stamped) {
    return !without(request.object().path("spec"), stamped)
        .equals(without(request.oldObject().path("spec"), stamped));
  }

  private static JsonNode without(JsonNode spec, String field) {
    return spec instanceof ObjectNode object ? object.deepCopy().without(field) : spec;
  }

  private static ArrayNode patch(JsonNode spec, ObjectNode stamps) {
    ArrayNode patch = JSON.createArrayNode();
    stamps
        .properties()
        .forEach(
            stamp -> {
              JsonNode sent = spec.path(stamp.getKey());
              String path = "/spec/" + stamp.getKey();
              if (stamp.getValue().isMissingNode()) {
                if (!sent.isMissingNode()) {
                  patch.addObject().put("op", "remove").put("path", path);
                }
              } else if (!stamp.getValue().equals(sent)) {
                // "add" replaces what is there.
                patch.addObject().put("op", "add").put("path", path).set("value", stamp.getValue());
              }
            });
    return patch;
  }
}
