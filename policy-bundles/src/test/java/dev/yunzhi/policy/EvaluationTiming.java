package dev.yunzhi.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * Prints how long one thread takes to judge a pod under the whole standard bundle: {@code mvn -pl
 * policy-bundles test-compile exec:exec@evaluation-timing}.
 */
final class EvaluationTiming {
  private static final int WARM_UP = 50_000;
  private static final int MEASURED = 20_000;

  private EvaluationTiming() {}

  public static void main(String[] arguments) throws Exception {
    ObjectNode privileged = Reviews.allowedPodSpec();
    ((ObjectNode) privileged.at("/containers/0/securityContext")).put("privileged", true);
    long start = System.nanoTime();
    try (PolicyEngine engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults())) {
      System.out.printf("load %d ms%n", (System.nanoTime() - start) / 1_000_000);
      time("passing pod", engine, Reviews.createPod(Reviews.allowedPodSpec()));
      time("failing pod", engine, Reviews.createPod(privileged));
    }
  }

  private static void time(String name, PolicyEngine engine, ObjectNode input)
      throws EvaluationException {
    for (int i = 0; i < WARM_UP; i++) {
      engine.evaluate(input);
    }
    long[] nanos = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long start = System.nanoTime();
      engine.evaluate(input);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s p50 %d us, p99 %d us%n",
        name, nanos[MEASURED / 2] / 1000, nanos[MEASURED * 99 / 100] / 1000);
  }
}
