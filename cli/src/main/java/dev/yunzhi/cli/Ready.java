package dev.yunzhi.cli;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The Ready condition in a word. */
final class Ready {

  /**
   * @param conditions null when the operator has not seen the object yet
   */
  static String of(List<Condition> conditions) {
    if (conditions == null) {
      return "Unknown";
    }
    return conditions.stream()
        .filter(c -> "Ready".equals(c.getType()))
        .findFirst()
        .map(c -> "True".equals(c.getStatus()) ? "True" : c.getReason())
        .orElse("Unknown");
  }

  private Ready() {}
}
