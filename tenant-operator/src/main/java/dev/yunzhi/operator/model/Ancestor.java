package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Level;

/** One department on the way from the root of the tree. */
public record Ancestor(String name, DepartmentSpec spec) {

  /** Administrative division code. */
  public String code() {
    return spec.code();
  }

  public Level level() {
    return spec.level();
  }
}
