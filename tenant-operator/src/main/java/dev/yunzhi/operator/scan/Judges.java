package dev.yunzhi.operator.scan;

import dev.yunzhi.operator.policy.DetachedPolicies;
import dev.yunzhi.operator.policy.Referents;
import dev.yunzhi.operator.policy.ReviewContext;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every {@link Judge} of the scan goes by but the policies.
 *
 * @param referents makes those of one judge, which remember what they have read
 * @param threads on which objects are judged
 */
record Judges(ReviewContext context, Supplier<Referents> referents, Executor threads) {

  /** One that judges by the estate of this moment; its use is to be short. */
  Judge by(DetachedPolicies policies) {
    return new Judge(policies, new NamespaceContexts(context), referents.get(), threads);
  }
}
