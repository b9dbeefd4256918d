package dev.yunzhi.operator.idle;

/**
 * What a namespace used of one resource, as Prometheus has it.
 *
 * @param average in the resource's own unit: cores, bytes
 * @param p95 95th percentile
 * @param samples that both were worked out of
 */
public record NamespaceUse(double average, double p95, double samples) {}
