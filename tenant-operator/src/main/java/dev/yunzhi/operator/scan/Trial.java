package dev.yunzhi.operator.scan;

import dev.yunzhi.api.v1alpha1.PolicyPreview;
import dev.yunzhi.operator.condition.Reason;
import dev.yunzhi.policy.PolicyDescription;

/**
 * What came of a Policy that is only tried.
 *
 * @param generation of its spec
 * @param preview null when it could not be tried
 * @param rule that it was tried with; null when it could not be tried
 * @param reason why it is not enforced, or could not be tried
 * @param message the same in words
 */
public record Trial(
    Long generation,
    PolicyPreview preview,
    PolicyDescription rule,
    Reason reason,
    String message) {}
