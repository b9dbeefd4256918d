package dev.yunzhi.operator.reconcile.exception;

import dev.yunzhi.api.v1alpha1.ExceptionState;
import dev.yunzhi.api.v1alpha1.PolicyException;
import dev.yunzhi.api.v1alpha1.PolicyExceptionStatus;
import dev.yunzhi.operator.condition.ConditionType;
import dev.yunzhi.operator.condition.EventReason;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.operator.reconcile.Conditions;
import dev.yunzhi.operator.reconcile.EventWriter;
import io.fabric8.kubernetes.api.model.Condition;

/** Tells whoever looks into the namespace what becomes of an exception. */
public final class ExceptionEvents {

  private final EventWriter events;

  public ExceptionEvents(EventWriter events) {
    this.events = events;
  }

  /** Writes one when the state differs from the status so far, and one when the end draws near. */
  void transition(PolicyException exception, PolicyExceptionStatus after) {
    PolicyExceptionStatus before = exception.getStatus();
    if (before == null || before.state() != after.state()) {
      events.write(
          EventWriter.about(exception),
          reason(after.state()),
          note(exception, after),
          exception.getMetadata().getResourceVersion() + "/" + after.state());
    }
    if (isEnding(after) && !isEnding(before)) {
      String end = exception.getSpec().expiresAt();
      events.write(
          EventWriter.about(exception),
          EventReason.EXCEPTION_ENDING,
          "It ends at %s; what it waives is found again then. / 该豁免将于 %s 到期，届时其所豁免的问题将重新判定。"
              .formatted(end, end),
          "ending/" + end);
    }
  }

  private static EventReason reason(ExceptionState state) {
    return switch (state) {
      case PENDING -> EventReason.EXCEPTION_REQUESTED;
      case ACTIVE -> EventReason.EXCEPTION_ACTIVE;
      case REJECTED -> EventReason.EXCEPTION_REJECTED;
      case ENDED -> EventReason.EXCEPTION_ENDED;
    };
  }

  private static String note(PolicyException exception, PolicyExceptionStatus after) {
    String english = Conditions.of(after.conditions(), ConditionType.EXCEPTION_ACTIVE).getMessage();
    String end = exception.getSpec().expiresAt();
    String chinese =
        switch (after.state()) {
          case PENDING -> "已申请豁免，须由安全管理员中的其他人批准后方可生效。";
          case ACTIVE -> "%s 已批准该豁免，有效期至 %s。".formatted(after.approvedBy(), end);
          case REJECTED -> "该豁免未获批准或已被撤销，不生效。";
          case ENDED -> "该豁免已于 %s 到期，其所豁免的问题重新判定。".formatted(end);
        };
    return english + " / " + chinese;
  }

  private static boolean isEnding(PolicyExceptionStatus status) {
    Condition active =
        status == null ? null : Conditions.of(status.conditions(), ConditionType.EXCEPTION_ACTIVE);
    return active != null && active.getReason().equals(Reason.ENDING.wire());
  }
}
