package dev.yunzhi.operator.model;

/** Why a tenant's workloads stand still; its name is a condition's reason and a label's value. */
public enum Standstill {
  /** Its end was approved. */
  ENDED,
  /** {@code spec.suspend} says so. */
  ORDERED,
  /** Its term is over, and so is the time of grace. */
  EXPIRED,
  /** It lay idle, and nobody objected. */
  IDLE,
  /** It sleeps by {@code spec.hibernation}. */
  HIBERNATING
}
