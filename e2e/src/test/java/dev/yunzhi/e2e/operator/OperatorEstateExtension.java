package dev.yunzhi.e2e.operator;

import dev.yunzhi.e2e.shared.SharedEstates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link OperatorEstate} of this JVM. */
public final class OperatorEstateExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OperatorEstate.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    OperatorEstate estate = estate(context);
    // A test before this one may have killed it, and left it while it starts again.
    estate.awaitOperator();
    return estate;
  }

  /** The one estate, for extensions that build on it. */
  public static OperatorEstate estate(ExtensionContext context) {
    return SharedEstates.of(
        context, OnOperatorEstate.LOCK, OperatorEstate.class, OperatorEstateExtension::start);
  }

  private static OperatorEstate start() {
    try {
      return OperatorEstate.start(Files.createTempDirectory(Path.of("target"), "operator-estate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
