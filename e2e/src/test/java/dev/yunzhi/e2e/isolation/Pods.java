package dev.yunzhi.e2e.isolation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Pods that every policy lets pass but for the one thing that a test changes. */
final class Pods {

  private static final Map<String, Quantity> RESOURCES =
      Map.of(
          "cpu", new Quantity("100m"),
          "memory", new Quantity("128Mi"),
          "ephemeral-storage", new Quantity("1Gi"));

  static Pod right(String namespace) {
    return with(namespace, spec -> spec);
  }

  static Pod with(String namespace, UnaryOperator<PodSpecBuilder> change) {
    var spec =
        new PodSpecBuilder()
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(container(c -> c));
    return new PodBuilder()
        .withNewMetadata()
        .withName("probe")
        .withNamespace(namespace)
        .endMetadata()
        .withSpec(change.apply(spec).build())
        .build();
  }

  static Pod withContainer(String namespace, UnaryOperator<ContainerBuilder> change) {
    return with(namespace, spec -> spec.withContainers(container(change)));
  }

  static Pod withSecurityContext(String namespace, UnaryOperator<SecurityContextBuilder> change) {
    return withContainer(
        namespace,
        c ->
            c.withSecurityContext(
                change.apply(new SecurityContextBuilder(c.buildSecurityContext())).build()));
  }

  private static Container container(UnaryOperator<ContainerBuilder> change) {
    return change
        .apply(
            new ContainerBuilder()
                .withName("app")
                .withImage(
                    "registry.gov.example/lake/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .withRequests(RESOURCES)
                .withLimits(RESOURCES)
                .endResources())
        .build();
  }

  private Pods() {}
}
