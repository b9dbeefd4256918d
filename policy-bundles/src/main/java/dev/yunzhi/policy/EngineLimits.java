package dev.yunzhi.policy;

import java.time.Duration;

/**
 * What a policy engine may use.
 *
 * @param instances how many evaluations run at once, at least 1; each holds memory of its own
 * @param timeLimit how long one evaluation may take before it is stopped, above 0; kept to within
 *     about 10 ms
 * @param maxWait how long a caller waits for a free instance, 0 or more
 * @param memoryMebibytes how much memory one instance may grow to, 4 to 2048
 */
public record EngineLimits(
    int instances, Duration timeLimit, Duration maxWait, int memoryMebibytes) {

  public EngineLimits {
    require(instances >= 1, "instances", instances, "at least 1");
    require(timeLimit.compareTo(Duration.ZERO) > 0, "timeLimit", timeLimit, "longer than zero");
    require(!maxWait.isNegative(), "maxWait", maxWait, "zero or longer");
    require(
        memoryMebibytes >= 4 && memoryMebibytes <= 2048,
        "memoryMebibytes",
        memoryMebibytes,
        "from 4 to 2048");
  }

  /**
   * One instance per processor; a second to evaluate and a second to wait, which together stay well
   * below the five seconds that the API server waits for a webhook; 64 MiB per instance.
   */
  public static EngineLimits defaults() {
    return new EngineLimits(
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        64);
  }

  private static void require(boolean holds, String field, Object value, String right) {
    if (!holds) {
      throw new IllegalArgumentException(field + " is " + value + "; it must be " + right);
    }
  }
}
