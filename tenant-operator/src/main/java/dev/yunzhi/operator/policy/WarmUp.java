package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EvaluationException;
import dev.yunzhi.policy.Finding;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the JVM compile the policies before the first real review, which may wait 5 s at most. */
record WarmUp(Evaluation policies) implements Runnable {

  /** Of {@link Policies}, or of an engine that is to be put in force. */
  @FunctionalInterface
  interface Evaluation {
    List<Finding> evaluate(JsonNode input) throws EvaluationException;
  }

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int EVALUATIONS = 40;

  @Override
  public void run() {
    ObjectNode input = new ObjectMapper().createObjectNode();
    ObjectNode review = input.putObject("review").put("operation", "CREATE");
    review.putObject("kind").put("group", "").put("version", "v1").put("kind", "Pod");
    review
        .putObject("object")
        .putObject("spec")
        .putArray("containers")
        .addObject()
        .put("name", "none")
        .put("image", "none");
    input.putObject("context").put("now", "2026-01-01T00:00:00Z").putArray("exceptions");
    try {
      for (int i = 0; i < EVALUATIONS; i++) {
        policies.evaluate(input);
      }
    } catch (EvaluationException e) {
      log.warn("The policies could not be warmed up", e);
    }
  }
}
