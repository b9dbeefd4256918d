package dev.yunzhi.audit.showback;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a tenant was granted while nothing about it changed.
 *
 * @param department its owner then; null when it had none
 * @param project null when it belonged to none
 * @param quota what it was granted, by resource, in base units; 0 or more
 * @param use how much of that it used on average, by resource, a share: below 0 counts as 0, above
 *     1 as 1; of a resource that is not in it, nobody knows
 */
public record TenantSpan(
    String tenant,
    String cloud,
    String department,
    String project,
    Span span,
    Map<String, BigDecimal> quota,
    Map<String, BigDecimal> use) {
  public TenantSpan {
    quota = Map.copyOf(quota);
    use = Map.copyOf(use);
  }
}
