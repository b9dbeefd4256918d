package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.policy.EvaluationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the JVM compile the policies before the first real review, which may wait 5 s at most. */
record WarmUp(Policies policies) implements Runnable {

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
