package dev.yunzhi.e2e.guard;

import dev.yunzhi.e2e.shared.SharedEstates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link GuardedEstate} of this JVM. */
final class GuardedEstateExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GuardedEstate.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return SharedEstates.of(
        context, OnGuardedEstate.LOCK, GuardedEstate.class, GuardedEstateExtension::build);
  }

  private static GuardedEstate build() {
    try {
      return GuardedEstate.build(Files.createTempDirectory(Path.of("target"), "guarded-estate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
