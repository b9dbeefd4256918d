package dev.yunzhi.operator.admission;

import dev.yunzhi.operator.admission.AdmissionRequest.MalformedReview;
import dev.yunzhi.policy.EvaluationException;

/** Answers one kind of review. Thread-safe. */
interface Admission {

  /**
   * Answers one review.
   *
   * @throws MalformedReview when the object under review is not what its kind says
   * @throws EvaluationException when the policies could not be evaluated
   */
  AdmissionAnswer review(AdmissionRequest request) throws MalformedReview, EvaluationException;
}
