package dev.yunzhi.e2e.isolation;

import dev.yunzhi.e2e.operator.OnOperatorEstate;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test on the {@link TwoTenants} of the estate that operator tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwoTenantsExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one after the other from the start, beside all others
@ResourceLock(OnOperatorEstate.LOCK)
@interface OnTwoTenants {}
