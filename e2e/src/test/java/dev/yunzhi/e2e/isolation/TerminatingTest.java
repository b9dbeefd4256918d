package dev.yunzhi.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.operator.Objects;
import dev.yunzhi.e2e.operator.OnOperatorEstate;
import dev.yunzhi.e2e.operator.OperatorEstate;
import dev.yunzhi.e2e.operator.Provokes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A namespace that does not go away is no riddle: whoever waits for it reads what holds it. */
@OnOperatorEstate
class TerminatingTest {

  private static final String NAMESPACE = "stuck-app";
  private final OperatorEstate estate;

  TerminatingTest(OperatorEstate estate) {
    this.estate = estate;
  }

  @Test
  @Provokes({"Tenant Ready=False NamespaceTerminating"})
  void theFinalizerThatHoldsItIsNamed() {
    String yaml = Objects.tenant("stuck", "Retain", "[{name: app}]", "{pods: '4'}");
    estate.apply(yaml);
    estate.awaitReady(Tenant.class, "stuck", t -> t.getStatus().conditions());
    ConfigMap held =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("held")
            .withNamespace(NAMESPACE)
            .addToFinalizers("example.com/stay")
            .endMetadata()
            .build();
    estate.client().resource(held).create();

    try (KubernetesClient operator = operator()) {
      operator.namespaces().withName(NAMESPACE).delete();
    }
    estate.awaitObject(
        Tenant.class,
        "stuck",
        t ->
            t.getStatus().conditions().stream()
                .anyMatch(
                    c ->
                        c.getReason().equals("NamespaceTerminating")
                            && c.getMessage().contains("example.com/stay in 1 resource")));

    estate
        .client()
        .resource(held)
        .edit(c -> new ConfigMapBuilder(c).editMetadata().withFinalizers().endMetadata().build());
    estate
        .client()
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName("held")
        .waitUntilCondition(gone -> gone == null, 60, TimeUnit.SECONDS);
    // It is made again, empty.
    estate.awaitReady(Tenant.class, "stuck", t -> t.getStatus().conditions());
    assertThat(estate.client().configMaps().inNamespace(NAMESPACE).withName("held").get()).isNull();
  }

  /** Nobody else may delete it. */
  private KubernetesClient operator() {
    var config = Config.fromKubeconfig(estate.cluster().kubeconfig().toFile());
    config.setImpersonateUsername("system:serviceaccount:yunzhi-system:tenant-operator");
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
