package dev.yunzhi.operator.approval;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.api.v1alpha1.ApprovalSpec;
import dev.yunzhi.api.v1alpha1.WireName;
import dev.yunzhi.operator.condition.Reason;
import java.util.Objects;

/**
 * Whether a decision counts for what it is about, here called the request.
 *
 * @param reason of the condition {@code Counted}
 * @param field that is wrong; null when it counts
 * @param message why not, and what to do
 * @param messageZh the same in Chinese
 */
public record Verdict(
    boolean counted, Reason reason, String field, String message, String messageZh) {

  static final Verdict COUNTED =
      new Verdict(
          true, Reason.COUNTED, null, "The request takes this decision into account.", "该审批已计入。");

  /**
   * Looks at a decision and what it is about, and at no other decision.
   *
   * @param matter that the approval names; null when there is none
   */
  static Verdict of(Approval approval, Matter matter) {
    var spec = approval.getSpec();
    if (matter == null) {
      return notFound(spec);
    }
    String field = matter.about().field();
    if (spec.decidedBy() == null
        || spec.decidedAt() == null
        || spec.requestUid() == null
        || spec.requestGeneration() == null) {
      return not(
          Reason.NOT_STAMPED,
          "spec.decidedBy",
          "admission did not stamp who decided on what; make the Approval anew.",
          "准入控制未记录审批人和审批对象；请重新提交审批。");
    }
    if (matter.writers().isEmpty()) {
      return not(
          Reason.NOT_STAMPED,
          field,
          "admission did not stamp who wrote the request, so nobody knows who may approve it; make the request anew.",
          "准入控制未记录申请人，无法确定谁可以审批；请重新提交申请。");
    }
    if (!spec.requestUid().equals(matter.metadata().getUid())) {
      return not(
          Reason.OTHER_REQUEST,
          "spec.requestUid",
          "this decided on a request of the same name that is gone; decide on the one that is there now.",
          "该审批针对已删除的同名申请；请对现有申请重新审批。");
    }
    if (matter.about() != Matter.About.PROJECT && !isCurrent(spec, matter)) {
      return notCurrent(spec, matter);
    }
    if (matter.isBy(spec.decidedBy(), spec.requestGeneration())) {
      return not(
          Reason.OWN_REQUEST,
          "spec.decidedBy",
          "%s wrote this request; somebody else has to decide on it.".formatted(spec.decidedBy()),
          "%s 是本申请的提交人，必须由他人审批。".formatted(spec.decidedBy()));
    }
    return COUNTED;
  }

  /**
   * As {@link Verdict#of(Approval, Matter)} of one that is just being made: what was written since
   * the decider looked is not decided on, of a project either.
   */
  public static Verdict ofNew(Approval approval, Matter matter, Verdict verdict) {
    return verdict.counted() && !isCurrent(approval.getSpec(), matter)
        ? notCurrent(approval.getSpec(), matter)
        : verdict;
  }

  private static boolean isCurrent(ApprovalSpec spec, Matter matter) {
    return Objects.equals(spec.requestGeneration(), matter.metadata().getGeneration());
  }

  private static Verdict notCurrent(ApprovalSpec spec, Matter matter) {
    Long generation = matter.metadata().getGeneration();
    return not(
        Reason.NOT_CURRENT_GENERATION,
        "spec.requestGeneration",
        "this decides on generation %d of the request, which has generation %d by now; look at it again and make another Approval."
            .formatted(spec.requestGeneration(), generation),
        "该审批针对申请的第 %d 版，而申请现为第 %d 版；请重新审阅后再提交审批。".formatted(spec.requestGeneration(), generation));
  }

  private static Verdict notFound(ApprovalSpec spec) {
    Matter.About about = Matter.About.of(spec);
    String name = about.named(spec);
    return switch (about) {
      case REQUEST ->
          not(
              Reason.REQUEST_NOT_FOUND,
              about.field(),
              "TenantRequest %s is not in this namespace; name one that is.".formatted(name),
              "本命名空间没有租户申请 %s；请填写存在的申请名称。".formatted(name));
      case EXCEPTION ->
          not(
              Reason.EXCEPTION_NOT_FOUND,
              about.field(),
              "PolicyException %s is not in this namespace; name one that is.".formatted(name),
              "本命名空间没有策略豁免 %s；请填写存在的豁免名称。".formatted(name));
      case PROJECT ->
          not(
              Reason.PROJECT_NOT_FOUND,
              about.field(),
              "Project %s is not one of this department; decide in dept-<department of the project>."
                  .formatted(name),
              "本部门没有项目 %s；请在项目所属部门的 dept-<部门名> 中审批。".formatted(name));
    };
  }

  static Verdict notNeeded(Approval approval) {
    return not(
        Reason.STAGE_NOT_NEEDED,
        "spec.stage",
        "the request needs no decision of stage %s; status.stages names those that it needs."
            .formatted(WireName.of(approval.getSpec().stage())),
        "本申请不需要 %s 阶段的审批；所需阶段见 status.stages。".formatted(WireName.of(approval.getSpec().stage())));
  }

  /** Separation of duties: nobody fills two stages of one request. */
  static Verdict otherStage(Approval approval, Approval first) {
    return not(
        Reason.OTHER_STAGE,
        "spec.stage",
        "%s has decided stage %s of this request; another person has to decide %s."
            .formatted(
                approval.getSpec().decidedBy(),
                WireName.of(first.getSpec().stage()),
                WireName.of(approval.getSpec().stage())),
        "%s 已对本申请的 %s 阶段作出决定；%s 阶段必须由他人审批。"
            .formatted(
                approval.getSpec().decidedBy(),
                WireName.of(first.getSpec().stage()),
                WireName.of(approval.getSpec().stage())));
  }

  static Verdict nothingToWithdraw(Approval approval) {
    return not(
        Reason.NOTHING_TO_WITHDRAW,
        "spec.stage",
        "%s has no decision on stage %s that stands; there is nothing to withdraw."
            .formatted(approval.getSpec().decidedBy(), WireName.of(approval.getSpec().stage())),
        "%s 在 %s 阶段没有有效的审批，无可撤回。"
            .formatted(approval.getSpec().decidedBy(), WireName.of(approval.getSpec().stage())));
  }

  static Verdict withdrawn(Approval by) {
    return not(
        Reason.WITHDRAWN,
        "spec.decision",
        "%s took this back by Approval %s."
            .formatted(by.getSpec().decidedBy(), by.getMetadata().getName()),
        "%s 已通过 %s 撤回该审批。".formatted(by.getSpec().decidedBy(), by.getMetadata().getName()));
  }

  static Verdict superseded(Approval by) {
    return not(
        Reason.SUPERSEDED,
        "spec.decision",
        "%s decided again, by Approval %s; the latest decision counts."
            .formatted(by.getSpec().decidedBy(), by.getMetadata().getName()),
        "%s 已通过 %s 重新作出决定，以最新决定为准。"
            .formatted(by.getSpec().decidedBy(), by.getMetadata().getName()));
  }

  static Verdict expired(int days) {
    return not(
        Reason.EXPIRED,
        "spec.decidedAt",
        "an approval of this stage counts for %d days, and others were missing for longer; look at the request again and make another Approval."
            .formatted(days),
        "本阶段的审批有效期为 %d 天，期间未完成全部审批，现已失效；请重新审阅后再提交审批。".formatted(days));
  }

  /** Nothing can be decided any more: the request was carried out. */
  public static Verdict decided() {
    return not(
        Reason.DECIDED,
        "spec.request",
        "the request has all its approvals and was carried out; nothing is left to decide. A TenantRequest of type Change or End takes it from here.",
        "该申请已完成全部审批并已办理，无需再作决定；后续请提交类型为 Change 或 End 的申请。");
  }

  private static Verdict not(Reason reason, String field, String message, String messageZh) {
    return new Verdict(false, reason, field, message, messageZh);
  }
}
