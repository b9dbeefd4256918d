package dev.yunzhi.e2e.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.wholeway.OnDemonstratedEstate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The control-plane is away while workloads come in: admission goes on, and what it decided is in
 * the record afterwards, each decision once. For ten minutes of it: {@code -Dyunzhi.outage=PT10M}.
 */
@OnDemonstratedEstate
class ControlPlaneOutageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("yunzhi.outage", "PT30S"));
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String NAMESPACE = "huzhou-health-web";
  private static final int REVIEWS_PER_SECOND = 25;

  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  @Test
  void admissionGoesOnAndNoDecisionIsLost(Estate estate) throws Exception {
    estate.controlPlane().kill();
    try {
      var load = Executors.newScheduledThreadPool(2);
      var unused =
          load.scheduleAtFixedRate(
              () -> create(estate), 0, 1000 / REVIEWS_PER_SECOND, TimeUnit.MILLISECONDS);
      boolean ended = load.awaitTermination(OUTAGE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(ended).as("the load ends when the outage does").isFalse();
      load.shutdown();
      assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      // What was decided is on disk: a crash before it could be sent takes nothing away.
      estate.operator().kill();
    } finally {
      estate.operator().startAndAwait(LIMIT);
      estate.controlPlane().startAndAwait(LIMIT);
    }

    assertThat(unexpected).isEmpty();
    assertThat(denied).hasSizeGreaterThan(REVIEWS_PER_SECOND);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(recorded(estate).keySet()).containsAll(denied));
    assertThat(recorded(estate)).allSatisfy((pod, times) -> assertThat(times).isOne());
  }

  /** A Pod that SEC-016 refuses. */
  private void create(Estate estate) {
    String name = "outage-" + next.getAndIncrement();
    try {
      estate.client().pods().inNamespace(NAMESPACE).resource(privileged(name)).create();
      unexpected.add(name + " was admitted");
    } catch (KubernetesClientException e) {
      if (e.getMessage().contains("SEC-016")) {
        denied.add(name);
      } else {
        unexpected.add(name + ": " + e.getMessage());
      }
    } catch (RuntimeException e) {
      unexpected.add(name + ": " + e);
    }
  }

  private static Pod privileged(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("registry.gov.example/health/portal:1")
        .withNewSecurityContext()
        .withPrivileged(true)
        .endSecurityContext()
        .endContainer()
        .endSpec()
        .build();
  }

  /** How often the record has a decision about each of the Pods. */
  private Map<String, Integer> recorded(Estate estate) throws IOException {
    ControlPlaneApi auditor = estate.api("auditor");
    Map<String, Integer> times = new HashMap<>();
    String cursor = "";
    while (cursor != null) {
      var answer = auditor.get("/api/v1/audit/events?stream=decision&limit=1000" + cursor);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = JSON.readTree(answer.body());
      for (JsonNode item : page.get("items")) {
        String pod = item.at("/event/input/name").asText();
        if (denied.contains(pod)) {
          times.merge(pod, 1, Integer::sum);
        }
      }
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    }
    return times;
  }
}
