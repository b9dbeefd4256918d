package dev.yunzhi.operator.idle;

import java.time.Instant;

/**
 * What decides on the next step of a tenant.
 *
 * @param use as it was last measured, if that is not long ago
 * @param takeable whether anything may ever be taken of the tenant without a person's doing
 * @param objection that holds, {@code <namespace>/<name>}; null without one
 * @param objectedUntil instant at which the objection is over; null without one
 * @param exempt whether an approved exception holds
 */
public record Observed(
    Use use, boolean takeable, String objection, Instant objectedUntil, boolean exempt) {

  /** How a tenant is used. */
  public enum Use {
    IDLE,
    BUSY,
    /** Nobody knows: it is taken for neither. */
    UNKNOWN
  }
}
