package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import dev.yunzhi.policy.StageRequirement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Judges a review as the API server sent it. Thread-safe. */
public final class AdmissionPolicies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Policies policies;
  private final ReviewContext watched;
  private final ReviewContext live;
  private final MeterRegistry meters;
  private final Timer evaluation;
  private final SecondLooks secondLooks = new SecondLooks(System::nanoTime);

  public AdmissionPolicies(
      Policies policies, ReviewContext watched, ReviewContext live, MeterRegistry meters) {
    this.policies = policies;
    this.watched = watched;
    this.live = live;
    this.meters = meters;
    this.evaluation =
        Timer.builder("yunzhi.policy.evaluation")
            .description("Time that the policies take for one review")
            .publishPercentileHistogram()
            .register(meters);
  }

  /**
   * Judges one review of an object of ours, of which there are few: each refusal is made sure of.
   *
   * @param request {@code AdmissionReview.request}
   * @param context makes the context that the kind of object needs
   */
  public Judgement judge(JsonNode request, Function<ReviewContext, ObjectNode> context)
      throws EvaluationException {
    return judge(request, context, () -> true);
  }

  /**
   * Judges one review of an object in a namespace of a tenant. A controller that is refused tries
   * again for ever, so the API server is not asked more than some times a second for a namespace.
   *
   * @param request and {@code context} as for {@link #judge}
   */
  public Judgement judgeIn(
      String namespace, JsonNode request, Function<ReviewContext, ObjectNode> context)
      throws EvaluationException {
    return judge(request, context, () -> secondLooks.due(namespace));
  }

  private Judgement judge(
      JsonNode request, Function<ReviewContext, ObjectNode> context, BooleanSupplier lookAgain)
      throws EvaluationException {
    Judgement judgement = evaluate(request, context.apply(watched));
    // A watch lags behind: nobody is refused for what the API server has but we have not seen.
    if (judgement.denies() && lookAgain.getAsBoolean()) {
      judgement = evaluate(request, context.apply(live));
    }
    if (!request.path("dryRun").asBoolean()) {
      judgement.findings().forEach(this::count);
    }
    return judgement;
  }

  /**
   * The approvals that the object under review needs.
   *
   * @param request and {@code context} as for {@link #judge}
   */
  public List<StageRequirement> stages(
      JsonNode request, Function<ReviewContext, ObjectNode> context) throws EvaluationException {
    return policies.stages(input(request, context.apply(live)));
  }

  private static ObjectNode input(JsonNode request, ObjectNode context) {
    ObjectNode review = JSON.createObjectNode().setAll((ObjectNode) request);
    dropManagedFields(review, "object");
    dropManagedFields(review, "oldObject");
    ObjectNode input = JSON.createObjectNode();
    input.set("review", review);
    input.set("context", context);
    return input;
  }

  /** Who wrote which field is no matter of policy, and is a third of the text. */
  private static void dropManagedFields(ObjectNode review, String field) {
    if (review.get(field) instanceof ObjectNode object
        && object.get("metadata") instanceof ObjectNode metadata
        && metadata.has("managedFields")) {
      ObjectNode less = JSON.createObjectNode().setAll(metadata);
      less.remove("managedFields");
      ObjectNode copy = JSON.createObjectNode().setAll(object);
      copy.set("metadata", less);
      review.set(field, copy);
    }
  }

  private Judgement evaluate(JsonNode request, ObjectNode context) throws EvaluationException {
    Judgement judgement = policies.judge(input(request, context));
    evaluation.record(judgement.took());
    return judgement;
  }

  private void count(Finding finding) {
    Counter.builder("yunzhi.policy.findings")
        .description("Findings of admission reviews")
        .tag("policy", finding.policy())
        .tag("effect", finding.exempt() ? "Exempt" : finding.effect().value())
        .register(meters)
        .increment();
  }
}
