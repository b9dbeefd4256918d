package dev.yunzhi.controlplane.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.controlplane.publication.ConstraintKinds.Kind;
import dev.yunzhi.policy.gatekeeper.ConstraintTemplate;
import dev.yunzhi.policy.gatekeeper.RefusedException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ConstraintTemplates as the {@link Publisher} sees them: what they bring, the kinds of their
 * constraints, and what is said of them, in the shape that Gatekeeper has for it. Not thread-safe.
 */
final class Templates {
  private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gatekeeper has the name of the Pod here. */
  private static final String ID = "yunzhi-control-plane";

  private static final String REFUSED = "ingest_error";
  private static final String NOT_CREATED = "create_error";

  private final TemplateObjects objects;
  private final ConstraintKinds kinds;
  private Map<String, Kind> known = Map.of();

  Templates(TemplateObjects objects, ConstraintKinds kinds) {
    this.objects = objects;
    this.kinds = kinds;
  }

  void onChange(Runnable listener) {
    objects.onChange(listener);
  }

  /** By name; empty while it is not known yet which there are. */
  Optional<Map<TemplateCandidate, JsonNode>> all() {
    return objects
        .all()
        .map(
            all -> {
              Map<TemplateCandidate, JsonNode> candidates = new LinkedHashMap<>();
              all.stream()
                  .sorted(Comparator.comparing(object -> object.at("/metadata/name").asText()))
                  .forEach(object -> candidates.put(TemplateCandidate.of(object), object));
              return candidates;
            });
  }

  /**
   * Brings the kinds of constraints into line with the templates.
   *
   * @param all that there are
   * @param isAccepted whether constraints can be of one
   * @return false when it is to be tried again before long
   */
  boolean define(Set<TemplateCandidate> all, Predicate<TemplateCandidate> isAccepted) {
    List<ConstraintTemplate> accepted =
        all.stream().filter(isAccepted).map(Templates::parsed).toList();
    Set<String> names = all.stream().map(TemplateCandidate::name).collect(Collectors.toSet());
    try {
      known = kinds.reconcile(accepted, names);
      return known.values().stream().allMatch(Kind::served);
    } catch (KubernetesClientException e) {
      LOG.warn("the kinds of constraints are looked at later: {}", e.getMessage());
      return false;
    }
  }

  private static ConstraintTemplate parsed(TemplateCandidate candidate) {
    try {
      return ConstraintTemplate.parse(JSON.readTree(candidate.template()));
    } catch (JsonProcessingException | RefusedException e) {
      throw new IllegalStateException("an accepted template is refused: " + candidate.name(), e);
    }
  }

  /**
   * Says what came of a template; writes nothing that stands there already.
   *
   * @param verdict null when it is not known
   * @param revision the first that has it as it is; null when none has
   * @param failure why nothing could be published; null when it could
   * @param enforcedBy {@code n/m}; null when no replica has reported
   * @return false when it could not be written
   */
  boolean say(
      TemplateCandidate candidate,
      JsonNode object,
      Verdict verdict,
      String revision,
      String failure,
      String enforcedBy) {
    Kind kind = known.getOrDefault(candidate.name(), new Kind(false, null));
    ObjectNode status = JSON.createObjectNode().put("created", kind.served());
    ObjectNode own = status.putArray("byPod").addObject().put("id", ID);
    own.put("observedGeneration", candidate.generation());
    own.put("templateUID", object.at("/metadata/uid").asText());
    own.putArray("operations").add("audit").add("status").add("webhook");
    if (verdict != null && !verdict.accepted()) {
      own.withArray("errors").addObject().put("code", REFUSED).put("message", verdict.message());
    }
    if (kind.failure() != null) {
      own.withArray("errors").addObject().put("code", NOT_CREATED).put("message", kind.failure());
    }
    if (failure != null) {
      own.withArray("errors").addObject().put("code", "publish_error").put("message", failure);
    }
    if (revision != null) {
      status.put("publishedRevision", revision);
    }
    if (enforcedBy != null) {
      status.put("enforcedBy", enforcedBy);
    }
    try {
      // Read anew, for numbers of another size are not equal.
      if (!JSON.readTree(status.toString())
          .equals(JSON.readTree(object.path("status").toString()))) {
        objects.say(object, status);
      }
      return true;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was made of JSON is no JSON", e);
    } catch (RuntimeException e) {
      LOG.warn(
          "what came of ConstraintTemplate {} is said later: {}", candidate.name(), e.getMessage());
      return false;
    }
  }
}
