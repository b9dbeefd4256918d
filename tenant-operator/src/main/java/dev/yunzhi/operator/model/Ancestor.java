package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Level;

/**
 * One department on the way from the root of the tree.
 *
 * @param code administrative division code
 */
public record Ancestor(String name, String code, Level level) {}
