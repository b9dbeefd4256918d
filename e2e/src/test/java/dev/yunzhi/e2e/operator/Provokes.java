package dev.yunzhi.e2e.operator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test brings about, on the estate of {@link OperatorEstateExtension} or {@link
 * dev.yunzhi.e2e.wholeway.DemonstratedEstate}: conditions as {@code Tenant Ready=False
 * QuotaMoving}, events as {@code Tenant event Resumed}. It fails when the API server did not show
 * one of them while the test ran; so the claims, which the house compares with docs/conditions.md
 * and with the code, are true.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProvokesExtension.class)
public @interface Provokes {

  String[] value();
}
