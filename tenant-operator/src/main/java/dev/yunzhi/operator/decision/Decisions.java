package dev.yunzhi.operator.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.api.v1alpha1.Labels;
import dev.yunzhi.operator.cluster.Reader;
import dev.yunzhi.operator.decision.DecisionEvent.Place;
import dev.yunzhi.operator.model.NamespaceOwner;
import dev.yunzhi.operator.policy.Judgement;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Clock;
import java.util.List;

/** Records what the policies decided, before admission answers. Thread-safe. */
public final class Decisions {

  private final DecisionLog log;
  private final Reader reader;
  private final ObjectNode labels;
  private final Clock clock;

  /**
   * @param labels of this replica, the same for all its decisions
   */
  Decisions(DecisionLog log, Reader reader, ObjectNode labels, Clock clock) {
    this.log = log;
    this.reader = reader;
    this.labels = labels;
    this.clock = clock;
  }

  /**
   * Records a review in which something was found; one in which nothing was leaves no record, nor
   * does a dry run.
   *
   * @param request {@code AdmissionReview.request}
   */
  public void record(JsonNode request, Judgement judgement) {
    if (judgement.findings().isEmpty() || request.path("dryRun").asBoolean()) {
      return;
    }
    log.append(DecisionEvent.of(labels, request, judgement, place(request), clock.instant()));
  }

  /**
   * Records what has changed in what stands against existing objects.
   *
   * @param changes in the order in which they were found
   */
  public void recordScan(List<ScanChange> changes) {
    log.appendAll(
        changes.stream()
            .map(
                change ->
                    DecisionEvent.ofScan(
                        labels,
                        change.review(),
                        change.judgement(),
                        change.resolved(),
                        place(change.review()),
                        clock.instant()))
            .toList());
  }

  private Place place(JsonNode request) {
    String namespace = request.path("namespace").asText();
    if (namespace.isEmpty()) {
      JsonNode department = DecisionEvent.object(request).at("/spec/department");
      return new Place(
          "Tenant".equals(request.at("/kind/kind").asText()) ? request.path("name").asText() : null,
          department.isTextual() ? department.asText() : null);
    }
    var its = NamespaceOwner.labels(reader.get(Namespace.class, null, namespace));
    return new Place(its.get(Labels.TENANT), its.get(Labels.DEPARTMENT));
  }
}
