package dev.yunzhi.controlplane.publication;

import java.util.List;

/**
 * The conditions that the control-plane writes on Policy objects that bring a rule, and all that
 * each can say; docs/conditions.md says what to do about it. Programs may compare the reasons, so
 * none is ever renamed.
 */
public enum PolicyCondition {
  /** Whether opa takes the rule and its tests pass. */
  CHECKED("Checked"),
  /** Whether a revision of the bundle has the rule as it stands in the spec. */
  PUBLISHED("Published");

  private final String wire;

  PolicyCondition(String wire) {
    this.wire = wire;
  }

  /** Its type, as it stands in the status. */
  public String wire() {
    return wire;
  }

  /** Its reasons with a status. */
  public List<Reason> reasons(boolean status) {
    return List.of(Reason.values()).stream()
        .filter(reason -> reason.of == this && reason.status == status)
        .toList();
  }

  /** Why a condition is as it is. */
  public enum Reason {
    CHECKED(PolicyCondition.CHECKED, true, "Checked"),
    /** Opa refuses it, or it does not have the form of a policy. */
    CHECK_FAILED(PolicyCondition.CHECKED, false, "CheckFailed"),
    /** It calls a built-in function that the engine does not have. */
    UNKNOWN_BUILTIN(PolicyCondition.CHECKED, false, "UnknownBuiltin"),
    TESTS_FAILED(PolicyCondition.CHECKED, false, "TestsFailed"),
    /** Its id is that of a standard policy. */
    STANDARD_POLICY(PolicyCondition.CHECKED, false, "StandardPolicy"),
    /** An older object brings a rule of the same id. */
    CONFLICT(PolicyCondition.CHECKED, false, "Conflict"),

    PUBLISHED(PolicyCondition.PUBLISHED, true, "Published"),
    /** It was not accepted. */
    NOT_CHECKED(PolicyCondition.PUBLISHED, false, "NotChecked"),
    /** It is only tried. */
    PREVIEWED(PolicyCondition.PUBLISHED, false, "Previewed"),
    /** The policies were rolled back and are held there. */
    HELD(PolicyCondition.PUBLISHED, false, "Held"),
    /** Something unforeseen; it is tried again. */
    FAILED(PolicyCondition.PUBLISHED, false, "Failed");

    private final PolicyCondition of;
    private final boolean status;
    private final String wire;

    Reason(PolicyCondition of, boolean status, String wire) {
      this.of = of;
      this.status = status;
      this.wire = wire;
    }

    /** The condition that has it. */
    PolicyCondition condition() {
      return of;
    }

    boolean status() {
      return status;
    }

    /** As it stands in a condition. */
    public String wire() {
      return wire;
    }
  }
}
