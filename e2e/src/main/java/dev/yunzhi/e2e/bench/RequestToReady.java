package dev.yunzhi.e2e.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.api.v1alpha1.RequestPhase;
import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.api.v1alpha1.TenantRequest;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.estate.ClientCertificates;
import dev.yunzhi.e2e.estate.Conditions;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.Persona;
import dev.yunzhi.e2e.estate.StateFolder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the last approval to {@code Ready=True} with every object in place, beside a bare client
 * that writes the same objects: eight threads, each namespace before what is in it.
 */
final class RequestToReady implements Benchmark {

  private static final int WARM_UP = 10;
  private static final int RUNS = 40;
  private static final int OBJECTS_OF_A_TENANT = 16;

  @Override
  public String name() {
    return "request-to-ready";
  }

  @Override
  public Figures run(PrintStream out) throws IOException, InterruptedException {
    try (StateFolder folder = StateFolder.temporary();
        Estate estate =
            Estate.start(folder.path(), Lifetime.OF_THIS_JVM, EstateSettings.DEFAULT, told -> {});
        KubernetesClient platform =
            new KubernetesClientBuilder()
                .withConfig(
                    Config.fromKubeconfig(
                        new ClientCertificates(estate.client())
                            .kubeconfig(Persona.PLATFORM, estate.kubeconfigs())
                            .toFile()))
                .build()) {
      estate
          .cluster()
          .kubectl(estate.cluster().kubeconfig(), PREPARATION, "apply", "-f", "-")
          .orThrow();
      KubernetesClient admin = estate.client();
      Samples ours = new Samples();
      Samples bare = new Samples();
      try (BareWriter writer = new BareWriter(admin, 8)) {
        for (int run = 0; run < WARM_UP + RUNS; run++) {
          String name = "bench-" + run;
          long nanos = grant(admin, platform, name);
          List<HasMetadata> objects = objectsOf(admin, name);
          if (objects.size() != OBJECTS_OF_A_TENANT) {
            throw new IllegalStateException(
                "%s says it is ready with %d objects, not %d"
                    .formatted(name, objects.size(), OBJECTS_OF_A_TENANT));
          }
          long bareNanos = writer.write(objects, "bare-" + run);
          if (run >= WARM_UP) {
            ours.addNanos(nanos);
            bare.addNanos(bareNanos);
          }
        }
      }
      out.println("last approval to Ready=True: " + ours);
      out.println("bare client, same objects:   " + bare);
      return new Figures(ours.median(), bare.median(), "ms");
    }
  }

  private static long grant(KubernetesClient admin, KubernetesClient platform, String name) {
    admin.resourceList(load(admin, request(name))).create();
    admin
        .resources(TenantRequest.class)
        .inNamespace("dept-bench")
        .withName(name)
        .waitUntilCondition(
            request ->
                request != null
                    && request.getStatus() != null
                    && request.getStatus().phase() == RequestPhase.AWAITING_APPROVAL,
            30,
            TimeUnit.SECONDS);
    List<HasMetadata> approval = load(platform, APPROVAL.formatted(name, name));
    long start = System.nanoTime();
    platform.resourceList(approval).create();
    admin
        .resources(Tenant.class)
        .withName(name)
        .waitUntilCondition(
            tenant ->
                tenant != null
                    && tenant.getStatus() != null
                    && Conditions.ready(tenant, tenant.getStatus().conditions()),
            30,
            TimeUnit.SECONDS);
    return System.nanoTime() - start;
  }

  private static List<HasMetadata> load(KubernetesClient client, String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items();
  }

  private static List<HasMetadata> objectsOf(KubernetesClient client, String tenant) {
    List<HasMetadata> objects = new ArrayList<>();
    for (String suffix : List.of("web", "data")) {
      String namespace = tenant + "-" + suffix;
      objects.add(client.namespaces().withName(namespace).get());
      objects.addAll(client.resourceQuotas().inNamespace(namespace).list().getItems());
      objects.addAll(client.limitRanges().inNamespace(namespace).list().getItems());
      objects.addAll(client.network().networkPolicies().inNamespace(namespace).list().getItems());
      objects.addAll(client.rbac().roleBindings().inNamespace(namespace).list().getItems());
    }
    return objects;
  }

  private static String request(String name) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    return REQUEST.formatted(name, format.format(now), format.format(now.plusDays(90)));
  }

  private static final String PREPARATION =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Department
      metadata: {name: bench}
      spec: {displayName: 测试省数据局, level: Province, code: "990000"}
      ---
      apiVersion: yunzhi.dev/v1alpha1
      kind: Project
      metadata: {name: bench}
      spec:
        displayName: 性能测试
        department: bench
        planYear: 2026
        fundSource: 财政预算
        approvalNumber: 立项1号
        expertReview: {date: "2026-01-01", conclusion: 同意}
      """;

  private static final String APPROVAL =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: Approval
      metadata: {name: %s, namespace: dept-bench}
      spec: {request: %s, stage: Platform, decision: Approved}
      """;

  private static final String REQUEST =
      """
      apiVersion: yunzhi.dev/v1alpha1
      kind: TenantRequest
      metadata: {name: %s, namespace: dept-bench}
      spec:
        project: bench
        displayName: 性能测试
        purpose: 性能测试
        environment: Development
        protectionLevel: 2
        dataClass: General
        owner: {name: 项目办公室, phone: "0000-0000000"}
        custodian: 资产管理科
        namespaces: [{name: web}, {name: data}]
        quota: {requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "8", limits.memory: 16Gi, pods: "40"}
        startsAt: "%s"
        expiresAt: "%s"
        owners: [{kind: Group, name: bench-administrators}]
        editors: [{kind: Group, name: bench-developers}]
        viewers: [{kind: Group, name: bench-members}]
      """;
}
