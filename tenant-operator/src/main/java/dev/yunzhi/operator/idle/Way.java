package dev.yunzhi.operator.idle;

import dev.yunzhi.api.v1alpha1.IdleStep;
import dev.yunzhi.api.v1alpha1.TenantIdle;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way on which an idle tenant's resources are taken back, one step at a time: notice, grace,
 * shrink, reclaim. It ends as soon as the tenant is used again; an objection gives all back and has
 * it begin anew; and while use is not known nobody takes a step. A function of what is handed in.
 */
public final class Way {

  private final IdleTerms terms;

  public Way(IdleTerms terms) {
    this.terms = terms;
  }

  /**
   * Where the tenant stands next.
   *
   * @param before null when it is not on the way
   * @param shrunk the quota that it shrinks to, asked for when it does
   * @return null when it is not on the way (any more); {@code before} itself when nothing changes
   */
  public TenantIdle next(
      TenantIdle before, Observed observed, Supplier<Map<String, Quantity>> shrunk, Instant now) {
    if (observed.exempt()) {
      return null;
    }
    if (observed.objection() != null) {
      return objected(before, observed, now);
    }
    if (before == null || before.step() == IdleStep.OBJECTED) {
      return switch (observed.use()) {
        case IDLE -> at(IdleStep.NOTICED, observed, null, now);
        case BUSY -> null;
        case UNKNOWN -> before;
      };
    }
    boolean allowed = allowed(before.step(), observed);
    // What stands still uses nothing: that says nothing about whether it is needed.
    if (allowed && before.step() == IdleStep.RECLAIMED) {
      return before;
    }
    if (observed.use() == Observed.Use.BUSY) {
      return null;
    }
    if (!allowed) {
      return at(IdleStep.NOTICED, observed, null, now);
    }
    return observed.use() == Observed.Use.IDLE ? further(before, observed, shrunk, now) : before;
  }

  private static TenantIdle objected(TenantIdle before, Observed observed, Instant now) {
    if (before == null && observed.use() != Observed.Use.IDLE) {
      return null;
    }
    if (before != null
        && before.step() == IdleStep.OBJECTED
        && observed.objection().equals(before.objection())) {
      return before;
    }
    return new TenantIdle(
        IdleStep.OBJECTED, text(now), text(observed.objectedUntil()), null, observed.objection());
  }

  private TenantIdle further(
      TenantIdle before, Observed observed, Supplier<Map<String, Quantity>> shrunk, Instant now) {
    IdleStep next = after(before.step(), observed);
    if (next == null || before.until() == null) {
      // What may be taken was changed meanwhile: the time runs from now on.
      Instant until = until(before.step(), observed, now);
      return (before.until() == null) == (until == null)
          ? before
          : new TenantIdle(before.step(), before.since(), text(until), before.quota(), null);
    }
    if (now.isBefore(Instant.parse(before.until()))) {
      return before;
    }
    Map<String, Quantity> quota = next == IdleStep.SHRUNK ? shrunk.get() : before.quota();
    return at(next, observed, quota, now);
  }

  private TenantIdle at(
      IdleStep step, Observed observed, Map<String, Quantity> quota, Instant now) {
    return new TenantIdle(step, text(now), text(until(step, observed, now)), quota, null);
  }

  private boolean allowed(IdleStep step, Observed observed) {
    return switch (step) {
      case NOTICED, OBJECTED -> true;
      case GRACE -> observed.takeable() && (terms.shrink() || terms.reclaim());
      case SHRUNK -> observed.takeable() && terms.shrink();
      case RECLAIMED -> observed.takeable() && terms.reclaim();
    };
  }

  /** The step that follows when nothing happens; null when none does. */
  private IdleStep after(IdleStep step, Observed observed) {
    IdleStep next =
        switch (step) {
          case NOTICED -> IdleStep.GRACE;
          case GRACE -> terms.shrink() ? IdleStep.SHRUNK : IdleStep.RECLAIMED;
          case SHRUNK -> IdleStep.RECLAIMED;
          case RECLAIMED, OBJECTED -> null;
        };
    return next != null && allowed(next, observed) ? next : null;
  }

  private Instant until(IdleStep step, Observed observed, Instant now) {
    if (after(step, observed) == null) {
      return null;
    }
    return now.plus(step == IdleStep.NOTICED ? terms.notice() : terms.grace());
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
