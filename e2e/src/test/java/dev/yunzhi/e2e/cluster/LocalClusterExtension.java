package dev.yunzhi.e2e.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalCluster}, or a {@link KubernetesClient} as its administrator: one
 * cluster for all tests of this JVM, started when the first asks for it. Tests keep apart by
 * namespaces of their own. A program that is not built is a failure.
 */
public final class LocalClusterExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == LocalCluster.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LocalCluster cluster =
        context
            .getRoot()
            .getStore(Namespace.create(LocalClusterExtension.class))
            .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
            .cluster;
    if (!cluster.alive()) {
      throw new IllegalStateException(
          "the cluster of these tests has ended; its logs are in " + cluster.directory());
    }
    return parameter.getParameter().getType() == LocalCluster.class ? cluster : cluster.client();
  }

  /** JUnit closes it when the last test is done. */
  private static final class Shared implements AutoCloseable {
    private final LocalCluster cluster;

    private Shared() {
      try {
        Path target = Files.createDirectories(Path.of("target"));
        cluster = LocalCluster.start(Files.createTempDirectory(target, "local-cluster"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      cluster.close();
      try (Stream<Path> files = Files.walk(cluster.directory())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
