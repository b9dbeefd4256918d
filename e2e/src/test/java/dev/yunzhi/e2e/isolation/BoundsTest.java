package dev.yunzhi.e2e.isolation;

import static dev.yunzhi.e2e.isolation.Trying.admitted;
import static dev.yunzhi.e2e.isolation.Trying.refused;
import static org.awaitility.Awaitility.await;

import dev.yunzhi.api.v1alpha1.Policy;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.operator.OnOperatorEstate;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tenant {@code shore-ferry} may use what the department {@code shore} bounds, and nothing
 * beside it; {@code sun} owns it.
 */
@OnOperatorEstate
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {

  private static final String APP = "shore-ferry-app";
  private static final String IMAGE =
      "/app@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";

  private final OperatorEstate estate;
  private final KubernetesClient sun;

  BoundsTest(OperatorEstate estate) {
    this.estate = estate;
    this.sun = estate.cluster().clientFor("sun");
  }

  @BeforeAll
  void provision() {
    estate.apply(TwoTenants.resource("bounded.yaml"));
    estate.apply(TwoTenants.resource("inner-classes.yaml"));
    estate.awaitReady(Tenant.class, "shore-ferry", t -> t.getStatus().conditions());
    await()
        .atMost(OperatorEstate.LIMIT)
        .ignoreException(KubernetesClientException.class)
        .untilAsserted(() -> admitted(sun, ingress("inner", "a.shore.example")));
  }

  @AfterAll
  void close() {
    estate.client().resources(Policy.class).withName("inner-classes").delete();
    sun.close();
  }

  @Test
  void registries() {
    admitted(sun, image("registry.gov.example/shore"));
    refused(sun, image("registry.gov.example/lake"), "SEC-019", "for this department", "本部门不得使用");
  }

  @Test
  void storageClasses() {
    admitted(sun, claim("shared-ssd"));
    refused(sun, claim("other-ssd"), "ISO-001", "it must be one of shared-ssd", "本部门不得使用");
  }

  @Test
  void ingressClassesAndHosts() {
    admitted(sun, ingress("inner", "a.shore.example"));
    refused(sun, ingress("outer", "a.shore.example"), "ISO-002", "it must be one of inner");
    refused(sun, ingress("inner", "a.lake.example"), "ISO-002", "one of *.shore.example");
  }

  @Test
  void exposure() {
    refused(sun, ingress("outer", "a.shore.example"), "SEC-015", "the widest exposure", "最大暴露范围");
  }

  @Test
  void priorityClasses() {
    admitted(sun, pod(s -> s.withPriorityClassName("normal")));
    refused(
        sun,
        pod(s -> s.withPriorityClassName("urgent")),
        "ISO-004",
        "priority class \"urgent\"",
        "it must be one of normal");
  }

  @Test
  void runtimeClasses() {
    admitted(sun, pod(s -> s.withRuntimeClassName("sandboxed")));
    refused(
        sun,
        pod(s -> s.withRuntimeClassName("bare")),
        "ISO-004",
        "runtime class \"bare\"",
        "it must be one of sandboxed");
  }

  @Test
  void deviceClasses() {
    admitted(sun, device("gpu"));
    refused(sun, device("fpga"), "ISO-004", "it must be one of gpu");
  }

  @Test
  void serviceTypesAndAddresses() {
    admitted(sun, service("type: ClusterIP"));
    refused(sun, service("type: NodePort"), "ISO-003", "it must be one of ClusterIP, LoadBalancer");
    refused(
        sun,
        service("{type: LoadBalancer, loadBalancerIP: 10.21.0.1}"),
        "ISO-003",
        "it must lie in one of 10.20.0.0/16");
    refused(
        sun, service("externalIPs: [10.31.0.1]"), "ISO-003", "it must lie in one of 10.30.0.0/16");
  }

  private static Pod image(String repository) {
    return Pods.withContainer(APP, c -> c.withImage(repository + IMAGE));
  }

  private static Pod pod(UnaryOperator<PodSpecBuilder> change) {
    return Pods.with(
        APP,
        s ->
            change.apply(
                s.editFirstContainer()
                    .withImage("registry.gov.example/shore" + IMAGE)
                    .endContainer()));
  }

  private static GenericKubernetesResource claim(String storageClass) {
    return object(
        "v1",
        "PersistentVolumeClaim",
        "{storageClassName: %s, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"
            .formatted(storageClass));
  }

  private static GenericKubernetesResource ingress(String ingressClass, String host) {
    return object(
        "networking.k8s.io/v1",
        "Ingress",
        "{ingressClassName: %s, rules: [{host: '%s'}]}".formatted(ingressClass, host));
  }

  private static GenericKubernetesResource service(String spec) {
    String more = spec.startsWith("{") ? spec.substring(1, spec.length() - 1) : spec;
    return object(
        "v1", "Service", "{%s, selector: {app: web}, ports: [{port: 443}]}".formatted(more));
  }

  private static GenericKubernetesResource device(String deviceClass) {
    return object(
        "resource.k8s.io/v1",
        "ResourceClaim",
        "{devices: {requests: [{name: one, exactly: {deviceClassName: %s}}]}}"
            .formatted(deviceClass));
  }

  private static GenericKubernetesResource object(String apiVersion, String kind, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: %s
        kind: %s
        metadata: {name: probe, namespace: %s}
        spec: %s
        """
            .formatted(apiVersion, kind, APP, spec),
        GenericKubernetesResource.class);
  }
}
