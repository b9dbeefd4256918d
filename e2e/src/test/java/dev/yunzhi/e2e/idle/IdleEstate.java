package dev.yunzhi.e2e.idle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.operator.OperatorEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An estate whose operator asks a real Prometheus what tenants use, by the expressions that the
 * chart ships, with seconds for days; one for a test class, which JUnit closes after it.
 */
public final class IdleEstate implements BeforeAllCallback, ParameterResolver {

  /** Over which use is measured. */
  static final Duration WINDOW = Duration.ofSeconds(8);

  /** What belongs to the estate. */
  public record Parts(OperatorEstate operator, Prometheus prometheus, UseExporter use)
      implements AutoCloseable {

    @Override
    public void close() {
      operator.close();
      prometheus.close();
      use.close();
    }
  }

  /** The estate of the class that is tested. */
  public static Parts estate(ExtensionContext context) {
    return store(context).get(Parts.class, Parts.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(IdleEstate.class));
  }

  /** Looks every second: it would take the time of all later tests if it lived on. */
  @Override
  public void beforeAll(ExtensionContext context) {
    store(context).put(Parts.class, start());
  }

  private static Parts start() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "idle-estate");
      var use = new UseExporter();
      var prometheus = new Prometheus(directory.resolve("prometheus"), use.target()).start();
      String option = "--yunzhi.idle.";
      var operator =
          OperatorEstate.start(
              directory,
              option + "prometheus.url=" + prometheus.url(),
              option + "prometheus.cpu=" + shipped("cpu").replace("[10m]", "[4s]"),
              option + "prometheus.memory=" + shipped("memory"),
              option + "prometheus.step=1s",
              option + "prometheus.timeout=5s",
              option + "window=" + WINDOW.toSeconds() + "s",
              option + "interval=1s",
              option + "coverage=60",
              option + "notice=4s",
              option + "grace=4s",
              option + "shrink=true",
              option + "reclaim=true");
      return new Parts(operator, prometheus, use);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The expression of the chart for {@code cpu} or {@code memory}. */
  static String shipped(String measured) throws IOException {
    JsonNode values =
        new YAMLMapper().readTree(Programs.root().resolve("helm/yunzhi/values.yaml").toFile());
    return values.at("/idle/prometheus/" + measured).asText();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Parts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return estate(context);
  }
}
