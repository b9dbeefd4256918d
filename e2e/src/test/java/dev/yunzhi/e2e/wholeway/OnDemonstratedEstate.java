package dev.yunzhi.e2e.wholeway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test on the one {@link DemonstratedEstate}, which one class at a time has for itself. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DemonstratedEstate.class)
@Order(1) // the longest chain of those that run beside others
@ResourceLock(OnDemonstratedEstate.LOCK)
public @interface OnDemonstratedEstate {
  /** Name of the lock, and of what is shared under it. */
  String LOCK = "demonstrated estate";
}
