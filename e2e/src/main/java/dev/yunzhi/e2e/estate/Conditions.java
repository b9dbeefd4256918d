package dev.yunzhi.e2e.estate;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** What an object says of itself. */
public final class Conditions {

  private Conditions() {}

  /** Whether it says of its present spec that it is ready. */
  public static boolean ready(HasMetadata object, List<Condition> conditions) {
    return conditions != null
        && conditions.stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready")
                        && condition.getStatus().equals("True")
                        && object
                            .getMetadata()
                            .getGeneration()
                            .equals(condition.getObservedGeneration()));
  }
}
