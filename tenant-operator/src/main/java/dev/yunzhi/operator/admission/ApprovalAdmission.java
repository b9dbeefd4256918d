package dev.yunzhi.operator.admission;

import dev.yunzhi.api.v1alpha1.Approval;
import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.operator.approval.Matter;
import dev.yunzhi.operator.approval.Verdict;
import dev.yunzhi.operator.approval.Votes;
import dev.yunzhi.operator.cluster.Reader;
import java.time.Clock;
import java.util.ArrayList;

/** A decision that would not count is refused, rather than left lying there. */
final class ApprovalAdmission implements Admission {

  private final Reader watched;
  private final Reader live;
  private final Clock clock;

  ApprovalAdmission(Reader watched, Reader live, Clock clock) {
    this.watched = watched;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public AdmissionAnswer review(AdmissionRequest request) throws MalformedReview {
    if (!request.is("CREATE")) {
      return AdmissionAnswer.ALLOWED;
    }
    var approval = AdmissionRequest.as(Approval.class, request.object());
    if (verdict(approval, request.namespace(), watched).counted()) {
      return AdmissionAnswer.ALLOWED;
    }
    Verdict verdict = verdict(approval, request.namespace(), live);
    return verdict.counted() || stands(approval, request.namespace())
        ? AdmissionAnswer.ALLOWED
        : AdmissionAnswer.denied(
            "%s: %s / %s：%s"
                .formatted(
                    verdict.field(), verdict.message(), verdict.field(), verdict.messageZh()));
  }

  /** One of that name is there: the API server says so better than we could. */
  private boolean stands(Approval approval, String namespace) {
    String name = approval.getMetadata().getName();
    return name != null && live.get(Approval.class, namespace, name) != null;
  }

  /** As if it were stored already. */
  private Verdict verdict(Approval approval, String namespace, Reader reader) {
    Matter matter = Matter.of(approval, namespace, reader);
    var approvals = new ArrayList<>(reader.list(Approval.class, namespace));
    approvals.add(approval);
    Verdict verdict =
        Votes.of(matter, approvals, clock.instant()).of(approval.getMetadata().getName());
    return verdict.counted() && matter.carriedOut()
        ? Verdict.decided()
        : Verdict.ofNew(approval, matter, verdict);
  }
}
