package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.TenantIdle;
import dev.yunzhi.api.v1alpha1.TenantUse;
import java.time.Instant;

/**
 * What a look at one tenant's use came to.
 *
 * @param use null when it is not known
 * @param idle how far its resources are to be taken back; null when not at all
 * @param knowledge of its use
 * @param failure why Prometheus cannot be asked; null unless {@code AWAY}
 * @param exemption {@code <namespace>/<name>} of the approved exception; null without one
 * @param next when, without anybody's doing, something of this changes; null when nothing does
 */
public record Idleness(
    TenantUse use,
    TenantIdle idle,
    Knowledge knowledge,
    String failure,
    String exemption,
    Instant next) {

  /** What is known of a tenant's use. */
  public enum Knowledge {
    MEASURED,
    /** Prometheus cannot be asked. */
    AWAY,
    /** Prometheus has too little of it. */
    NO_DATA,
    /** Prometheus has not been asked yet since this program leads. */
    NOT_YET
  }
}
