package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of Kubernetes' own objects is a fact. */
class WorkloadsTest {

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: n
        creationTimestamp: "2026-11-01T00:00:00Z"
        annotations: {%s}
      status:
        capacity: {cpu: "64", memory: 512Gi, nvidia.com/gpu: "8", hugepages-2Mi: "0", example.com/none: "0"}
      """;

  private static <T extends HasMetadata> Map<String, Object> facts(Class<T> type, String yaml) {
    AssetKind<?> kind =
        AssetKinds.ALL.stream().filter(one -> one.type() == type).findFirst().orElseThrow();
    return facts(kind, yaml);
  }

  private static <T extends HasMetadata> Map<String, Object> facts(AssetKind<T> kind, String yaml) {
    return kind.facts(Serialization.unmarshal(yaml, kind.type()));
  }

  @Test
  void imagesAreThoseOfAllContainersAndGpusThoseOfOnePod() {
    Map<String, Object> facts =
        facts(
            Deployment.class,
            """
            metadata: {name: d}
            spec:
              replicas: 2
              template:
                spec:
                  initContainers:
                  - {name: fetch, image: registry/fetch:1}
                  containers:
                  - {name: a, image: registry/model:1, resources: {requests: {cpu: "1"}, limits: {nvidia.com/gpu: 2}}}
                  - {name: b, image: registry/model:1, resources: {requests: {nvidia.com/gpu: 1, cpu: 500m}}}
            """);

    assertThat(facts)
        .containsEntry("images", List.of("registry/fetch:1", "registry/model:1"))
        .containsEntry("extendedResources", Map.of("nvidia.com/gpu", "3"))
        .containsEntry("replicas", 2)
        .containsEntry(
            "specification",
            "replicas: 2; containers: init fetch registry/fetch:1, a registry/model:1 (cpu=1),"
                + " b registry/model:1 (cpu=500m, nvidia.com/gpu=1)");
  }

  @Test
  void aNodeHasItsGpusAndItsAssetCard() {
    Map<String, Object> facts =
        facts(
            Node.class,
            NODE.formatted(
                "asset.yunzhi.dev/code: ZC-1, asset.yunzhi.dev/category: A02010104,"
                    + " asset.yunzhi.dev/acquired: '2026-01-15', asset.yunzhi.dev/value: '86000.5',"
                    + " asset.yunzhi.dev/custodian: li.wei, asset.yunzhi.dev/life-years: '6'"));

    assertThat(facts)
        .containsEntry("extendedResources", Map.of("nvidia.com/gpu", "8"))
        .containsEntry("assetCode", "ZC-1")
        .containsEntry("category", "A02010104")
        .containsEntry("acquired", "2026-01-15")
        .containsEntry("originalValue", new BigDecimal("86000.5"))
        .containsEntry("custodian", "li.wei")
        .containsEntry("lifeYears", 6);
    assertThat(facts.get("capacity")).asString().contains("memory=512Gi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "asset.yunzhi.dev/acquired: soon, asset.yunzhi.dev/value: much, asset.yunzhi.dev/life-years: '6.5'",
        "asset.yunzhi.dev/acquired: '2026-02-30', asset.yunzhi.dev/value: '-1', asset.yunzhi.dev/life-years: '-6'",
        "asset.yunzhi.dev/acquired: '', asset.yunzhi.dev/value: 1e9, asset.yunzhi.dev/life-years: ''",
      })
  void whatIsNoCardInventsNothing(String annotations) {
    assertThat(facts(Node.class, NODE.formatted(annotations)))
        .containsEntry("acquired", "2026-11-01T00:00:00Z")
        .doesNotContainKeys("assetCode", "category", "originalValue", "custodian", "lifeYears");
  }

  @Test
  void whatIsUsedOfAQuotaIsNoise() {
    String quota =
        """
        metadata: {name: q}
        spec: {hard: {requests.cpu: "4", requests.nvidia.com/gpu: "2"}}
        status: {hard: {requests.cpu: "4"}, used: {requests.cpu: "%d"}}
        """;

    assertThat(facts(ResourceQuota.class, quota.formatted(1)))
        .isEqualTo(facts(ResourceQuota.class, quota.formatted(2)))
        .containsEntry("hard", Map.of("requests.cpu", "4", "requests.nvidia.com/gpu", "2"));
  }

  @Test
  void aVolumeHasItsCapacityAndClass() {
    assertThat(
            facts(
                PersistentVolume.class,
                """
                metadata: {name: pv}
                spec:
                  capacity: {storage: 10Gi}
                  storageClassName: encrypted
                  persistentVolumeReclaimPolicy: Retain
                  claimRef: {namespace: t-app, name: data}
                status: {phase: Bound}
                """))
        .containsEntry("capacity", Map.of("storage", "10Gi"))
        .containsEntry("storageClass", "encrypted")
        .containsEntry("claim", "t-app/data")
        .containsEntry("state", "Bound");
  }

  @Test
  void aServiceSaysHowItIsReachedFromOutside() {
    assertThat(
            facts(
                Service.class,
                """
                metadata: {name: s}
                spec:
                  type: LoadBalancer
                  externalIPs: [10.0.0.9]
                  ports: [{port: 443, protocol: TCP, nodePort: 30443}]
                status: {loadBalancer: {ingress: [{ip: 10.0.0.8}]}}
                """))
        .containsEntry("exposed", List.of("ExternalIP", "LoadBalancer"))
        .containsEntry("addresses", List.of("10.0.0.8", "10.0.0.9"))
        .containsEntry(
            "specification",
            "type: LoadBalancer; ports: 443/TCP (node port 30443); external addresses: 10.0.0.9");
    assertThat(
            facts(
                Service.class,
                "metadata: {name: s}\nspec: {type: ClusterIP, ports: [{port: 80, protocol: TCP}]}"))
        .doesNotContainKeys("exposed", "addresses");
    // An alias of a name elsewhere: it has no ports.
    assertThat(
            facts(
                Service.class,
                "metadata: {name: s}\nspec: {type: ExternalName, externalName: db.example}"))
        .containsEntry("specification", "type: ExternalName; name: db.example");
  }

  @Test
  void gatewaysAndRoutesSayWhichHostsTheyLetIn() {
    assertThat(
            facts(
                Gateway.class,
                """
                metadata: {name: g, namespace: t-app}
                spec:
                  gatewayClassName: public
                  listeners:
                  - {name: web, protocol: HTTPS, port: 443, hostname: a.example, tls: {mode: Terminate}}
                  - {name: plain, protocol: HTTP, port: 80}
                """))
        .containsEntry("specification", "class: public; listeners: HTTPS 443 a.example, HTTP 80")
        .containsEntry("hosts", List.of("a.example"))
        .containsEntry("tls", false);
    assertThat(
            facts(
                HTTPRoute.class,
                """
                metadata: {name: r, namespace: t-app}
                spec:
                  hostnames: [b.example, a.example]
                  parentRefs: [{name: g}, {name: shared, namespace: gateways}]
                """))
        .containsEntry("hosts", List.of("a.example", "b.example"))
        .containsEntry("gateways", List.of("gateways/shared", "t-app/g"));
  }
}
