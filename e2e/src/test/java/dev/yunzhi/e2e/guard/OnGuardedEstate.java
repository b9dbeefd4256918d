package dev.yunzhi.e2e.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test on the one {@link GuardedEstate}, which one class at a time has for itself. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GuardedEstateExtension.class)
@ResourceLock(OnGuardedEstate.LOCK)
@interface OnGuardedEstate {
  /** Name of the lock, and of what is shared under it. */
  String LOCK = "guarded estate";
}
