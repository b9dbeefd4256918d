package dev.yunzhi.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yunzhi.e2e.cluster.LocalCluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the CRDs refuses what it should, with a message that says what is wrong. */
class InvalidObjectsTest {

  // Of its own: where the chart is installed, its webhooks and guards would answer first.
  private static LocalCluster cluster;

  @BeforeAll
  static void installCrds(@TempDir Path directory) {
    cluster = LocalCluster.start(directory);
    Crds.install(cluster);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static List<InvalidObject> examples() throws IOException {
    return InvalidObject.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isRefused(InvalidObject example) {
    example.right().forEach(object -> cluster.client().resource(object).serverSideApply());

    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> cluster.client().resource(example.wrong()).serverSideApply());

    assertThat(refusal).as("the API server took it").isNotNull();
    assertThat(refusal.getCode()).isEqualTo(422);
    assertThat(refusal.getStatus().getMessage()).contains(example.message());
  }
}
