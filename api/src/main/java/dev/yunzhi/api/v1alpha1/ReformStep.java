package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * One change of one object; a step of a reform.
 *
 * @param name of the object
 * @param from department that it comes from; null for changes that are no move
 * @param to department that it goes to; null for changes that are no move
 * @param before budget before; null where the step changes none, or there was none
 * @param after budget after; null where the step changes none, or takes it away
 */
public record ReformStep(
    @JsonPropertyDescription("What is done.") Change change,
    @JsonPropertyDescription("Name of the object that is changed.") String name,
    @JsonPropertyDescription("Department that it comes from.") String from,
    @JsonPropertyDescription("Department that it goes to.") String to,
    @JsonPropertyDescription("Budget before.") Map<String, Quantity> before,
    @JsonPropertyDescription("Budget after.") Map<String, Quantity> after) {

  /** What can be done in a step. */
  public enum Change {
    /** {@code spec.budget} of a department becomes another. */
    @JsonProperty("SetBudget")
    SET_BUDGET,
    /** {@code spec.department} of a project becomes another. */
    @JsonProperty("MoveProject")
    MOVE_PROJECT,
    /** {@code spec.parent} of a department becomes another. */
    @JsonProperty("MoveDepartment")
    MOVE_DEPARTMENT,
    /** {@code spec.department} of a tenant becomes another. */
    @JsonProperty("MoveTenant")
    MOVE_TENANT,
    /** {@code spec.department} of a facility becomes another. */
    @JsonProperty("MoveFacility")
    MOVE_FACILITY,
    /** {@code spec.provider} of a shared component becomes another. */
    @JsonProperty("MoveSharedComponent")
    MOVE_SHARED_COMPONENT,
    /** A department that was merged away is halted. */
    @JsonProperty("Halt")
    HALT
  }

  public static ReformStep move(Change change, String name, String from, String to) {
    return new ReformStep(change, name, from, to, null, null);
  }

  public static ReformStep budget(
      String name, Map<String, Quantity> before, Map<String, Quantity> after) {
    return new ReformStep(Change.SET_BUDGET, name, null, null, before, after);
  }

  public static ReformStep halt(String name) {
    return new ReformStep(Change.HALT, name, null, null, null, null);
  }

  /** The step that takes this one back; a halt has none and is itself. */
  public ReformStep reversed() {
    return new ReformStep(change, name, to, from, after, before);
  }
}
