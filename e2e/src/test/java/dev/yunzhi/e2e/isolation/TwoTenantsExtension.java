package dev.yunzhi.e2e.isolation;

import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.OperatorEstateExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link TwoTenants} of this JVM, on the estate that operator tests share. */
final class TwoTenantsExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TwoTenants.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    OperatorEstate estate = OperatorEstateExtension.estate(context);
    return context
        .getRoot()
        .getStore(Namespace.create(TwoTenantsExtension.class))
        .computeIfAbsent(TwoTenants.class, key -> new TwoTenants(estate), TwoTenants.class);
  }
}
