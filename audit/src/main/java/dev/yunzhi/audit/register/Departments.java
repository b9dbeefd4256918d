package dev.yunzhi.audit.register;

/** Tells of departments whether somebody may register assets for them. Thread-safe. */
@FunctionalInterface
public interface Departments {
  /** What a department is to whoever registers. */
  enum Standing {
    OWN,
    /** There is one, but it is not in the subtree of who asks. */
    ANOTHERS,
    UNKNOWN
  }

  Standing of(String department);
}
