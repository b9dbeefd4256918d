package dev.yunzhi.e2e.isolation;

import dev.yunzhi.e2e.operator.OnOperatorEstate;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A test on the {@link TwoTenants} of the estate that operator tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwoTenantsExtension.class)
@Order(1) // the longest chains first
@ResourceLock(OnOperatorEstate.LOCK)
@interface OnTwoTenants {}
