package dev.yunzhi.e2e.operator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test on the one {@link OperatorEstate}, which one class at a time has for itself. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OperatorEstateExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one after the other from the start, beside all others
@ResourceLock(OnOperatorEstate.LOCK)
public @interface OnOperatorEstate {
  /** Name of the lock, and of what is shared under it. */
  String LOCK = "operator estate";
}
