package dev.yunzhi.operator.idle;

import java.time.Instant;
import java.util.Map;

/**
 * What all namespaces used, at one instant for the time before it. Immutable.
 *
 * @param at rounded down to the interval of measuring
 * @param use by what is measured, {@code cpu} and {@code memory}, and by namespace; one of which
 *     nothing is known is absent
 */
public record Measurement(Instant at, Map<String, Map<String, NamespaceUse>> use) {}
