package dev.yunzhi.e2e.wholeway;

import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.demo.Demonstration;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import dev.yunzhi.e2e.shared.SharedEstates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an {@link Estate} on which the demonstration was played: one for all tests of this
 * JVM. A test leaves it as it found it, running.
 */
public final class DemonstratedEstate implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Estate.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return estate(context);
  }

  /** The one estate, for extensions that build on it. */
  public static Estate estate(ExtensionContext context) {
    return SharedEstates.of(context, OnDemonstratedEstate.LOCK, Shared.class, Shared::new).estate;
  }

  private static final class Shared implements AutoCloseable {
    private final StateFolder folder;
    private final Estate estate;

    private Shared() {
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      try {
        folder = StateFolder.temporary();
        estate =
            Estate.start(folder.path(), Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, line -> {});
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        new Demonstration(estate, out, Clock.systemUTC()).play();
      } catch (IOException e) {
        throw new UncheckedIOException(told.toString(StandardCharsets.UTF_8), e);
      }
    }

    @Override
    public void close() throws IOException {
      estate.close();
      folder.close();
    }
  }
}
