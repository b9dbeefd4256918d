package dev.yunzhi.audit.showback;

import java.math.BigDecimal;

/**
 * What one resource of a tenant costs at one price in a month. Money is in yuan, to the cent. A
 * shared cost that nobody can bear, because nothing of the cloud costs anything, has a row of its
 * own without department, tenant and resource.
 *
 * @param department null when the tenant had no owner
 * @param project null when the tenant belonged to none
 * @param unit what the price is for, such as {@code 1Gi}; null without a price
 * @param amount granted, on average over the whole month, in units (in base units without a price),
 *     to the sixth decimal
 * @param price yuan for one unit over a whole month; null when the cloud had no prices then
 * @param direct what was granted, at the price
 * @param used the part of {@code direct} that was used
 * @param idle the part that was measured to lie idle
 * @param unknown the part of which nobody knows; the three add up to {@code direct}
 * @param shared of the cloud's shared cost, in proportion to {@code direct}
 * @param total {@code direct} and {@code shared}
 * @param kwh of what the cloud's data centre drew, in the same proportion, to the third decimal
 * @param carbonKg of CO2 for that, to the third decimal
 */
public record ShowbackRow(
    String department,
    String project,
    String tenant,
    String cloud,
    String resource,
    String unit,
    BigDecimal amount,
    BigDecimal price,
    BigDecimal direct,
    BigDecimal used,
    BigDecimal idle,
    BigDecimal unknown,
    BigDecimal shared,
    BigDecimal total,
    BigDecimal kwh,
    BigDecimal carbonKg) {}
