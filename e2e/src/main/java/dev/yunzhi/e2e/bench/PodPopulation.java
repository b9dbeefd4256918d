package dev.yunzhi.e2e.bench;

import dev.yunzhi.e2e.estate.OperatorAlone;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Pods in the namespaces of tenants, as many of them as the tenants may have. No node runs them.
 * They come past admission, as what was there before a policy: in one of ten something is wrong.
 */
final class PodPopulation {

  private static final String OPERATOR = "system:serviceaccount:yunzhi-system:tenant-operator";

  /**
   * Creates them.
   *
   * @param each how many in each of the namespaces
   */
  static void create(OperatorAlone estate, List<String> namespaces, int each) {
    Config config = new Config(estate.client().getConfiguration());
    config.setImpersonateUsername(OPERATOR);
    config.setImpersonateGroups("system:masters");
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        BareWriter writer = new BareWriter(client, 16)) {
      for (int number = 0; number < each; number++) {
        var pods = new ArrayList<HasMetadata>();
        for (String namespace : namespaces) {
          pods.add(pod(client, namespace, number));
        }
        writer.create(pods);
      }
    }
  }

  private static Pod pod(KubernetesClient client, String namespace, int number) {
    boolean wrong = number % 10 == 9;
    return client
        .getKubernetesSerialization()
        .unmarshal(
            POD.formatted(
                number,
                namespace,
                wrong ? "other" : "part-of",
                wrong ? "elsewhere.example" : "registry.gov.example",
                "9b2a3f1c".repeat(8)),
            Pod.class);
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web-%d
        namespace: %s
        labels: {app.kubernetes.io/name: web, app.kubernetes.io/%s: tax-online, pod-template-hash: 7d9c6b5f4}
      spec:
        automountServiceAccountToken: false
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        volumes: [{name: tmp, emptyDir: {}}]
        containers:
          - name: web
            image: %s/tax/web@sha256:%s
            ports: [{containerPort: 8080}]
            volumeMounts: [{name: tmp, mountPath: /tmp}]
            resources: {requests: {cpu: 10m, memory: 32Mi}, limits: {cpu: 40m, memory: 64Mi}}
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  private PodPopulation() {}
}
