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
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Judges a review as the API server sent it. Thread-safe. */
public final class AdmissionPolicies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Policies policies;
  private final ReviewContext watched;
  private final ReviewContext live;
  private final MeterRegistry meters;
  private final Timer evaluation;

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
   * Judges one review.
   *
   * @param request {@code AdmissionReview.request}
   * @param context makes the context that the kind of object needs
   */
  public Judgement judge(JsonNode request, Function<ReviewContext, ObjectNode> context)
      throws EvaluationException {
    Judgement judgement = evaluate(request, context.apply(watched));
    if (judgement.denies()) {
      // A watch lags behind: nobody is refused for what the API server has but we have not seen.
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
    ObjectNode input = JSON.createObjectNode();
    input.set("review", request);
    input.set("context", context);
    return input;
  }

  private Judgement evaluate(JsonNode request, ObjectNode context) throws EvaluationException {
    ObjectNode input = input(request, context);
    long start = System.nanoTime();
    var findings = policies.evaluate(input);
    var took = Duration.ofNanos(System.nanoTime() - start);
    evaluation.record(took);
    return new Judgement(findings, policies.revision(), took);
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
