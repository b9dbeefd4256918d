package dev.yunzhi.controlplane.gap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.gap.AuditGaps;
import dev.yunzhi.controlplane.TestControlPlane;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The watch over a metrics page, its gaps as everybody reads them. */
class GapWatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final String READ = "yunzhi_audit_counters_read_timestamp_seconds";
  private static final String GAP = "yunzhi_audit_gap_timestamp_seconds";

  /** When the API server's process started: an hour ago. */
  private final long started = Instant.now().getEpochSecond() - 3600;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(GapWatch.class);

  private CountingApiServer server;
  private TestControlPlane app;
  private KubernetesClient client;
  private GapWatch watch;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    server = new CountingApiServer();
    server.counts(started, 0, 0);
    app = new TestControlPlane(directory).awaitReady();
    // Its start sets all logging up anew.
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    var context = app.context;
    watch =
        new GapWatch(
            context.getBean(Database.class),
            new ApiServerCounters(client, Clock.systemUTC(), Duration.ofSeconds(2)),
            context.getBean(AuditGaps.class),
            context.getBean(GapMetrics.class),
            new ReplicaLock(context.getBean(DataSource.class), 4711, "looks for gaps"),
            EVERY);
  }

  @AfterEach
  void stop() {
    watch.stop();
    client.close();
    app.close();
    server.close();
    logger.detachAppender(logged);
    logger.setLevel(null);
  }

  private List<JsonNode> gaps() {
    JsonNode page =
        TestControlPlane.json(app.get("audit", "/api/v1/audit/events?stream=audit-gap"));
    List<JsonNode> items = new ArrayList<>();
    page.get("items").forEach(items::add);
    return items;
  }

  private List<JsonNode> awaitGaps(int count) {
    return Awaitility.await().atMost(LONG).until(this::gaps, gaps -> gaps.size() == count);
  }

  /** Waits until whatever the page says now was taken in. */
  private void awaitLooks() {
    int before = server.asked.get();
    Awaitility.await().atMost(LONG).until(() -> server.asked.get() >= before + 3);
  }

  private double metric(String name) {
    String page = app.send(HttpRequest.newBuilder(app.uri("/metrics"))).body();
    Matcher sample = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(page);
    assertThat(sample.find()).as(page).isTrue();
    return Double.parseDouble(sample.group(1));
  }

  private List<String> warnings() {
    return logged.list.stream()
        .filter(event -> event.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void whatIsLostIsAnEventAsAllElse() {
    assertThat(metric(READ)).isNaN();
    watch.start();
    Awaitility.await().atMost(LONG).until(() -> metric(READ) >= started + 3600);
    assertThat(metric(GAP)).isZero();
    assertThat(gaps()).isEmpty();

    Instant before = Instant.now();
    server.counts(started, 37, 2);
    JsonNode gap = awaitGaps(1).get(0);

    assertThat(gap.get("stream").asText()).isEqualTo("audit-gap");
    assertThat(gap.get("cluster").asText()).isEqualTo("home");
    assertThat(gap.get("index").isIntegralNumber()).isTrue();
    JsonNode event = gap.get("event");
    assertThat(event.get("action").asText()).isEqualTo("events-lost");
    assertThat(event.get("events").toString()).isEqualTo("{\"webhook\":37}");
    assertThat(event.get("requestsRejected").asLong()).isEqualTo(2);
    assertThat(Instant.parse(event.get("until").asText())).isAfter(before);
    assertThat(Instant.parse(event.get("countedAfter").asText()))
        .isBefore(Instant.parse(event.get("until").asText()));
    Awaitility.await().atMost(LONG).until(() -> metric(GAP) >= before.getEpochSecond());
    awaitLooks();
    assertThat(gaps()).hasSize(1);
    assertThat(app.get("member", "/api/v1/audit/events?stream=audit-gap").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aRestartBeginsAnewAndSaysWhatNobodyCounted() {
    server.counts(started, 3, 0);
    watch.start();
    awaitGaps(1);

    long restarted = Instant.now().getEpochSecond() + 60;
    server.counts(restarted, 1, 0);
    assertThat(awaitGaps(3))
        .extracting(gap -> gap.at("/event/action").asText())
        .containsExactly("events-lost", "not-counted", "events-lost");
    assertThat(gaps().get(1).at("/event/until").asText())
        .isEqualTo(Instant.ofEpochSecond(restarted).toString());
  }

  @Test
  void whatIsLostWhileThePageIsRefusedIsToldAfterwardsAndTheTroubleOnce() {
    watch.start();
    Awaitility.await().atMost(LONG).until(() -> metric(READ) > 0);
    server.counts(started, 5, 0);
    awaitGaps(1);
    assertThat(warnings()).hasSize(1);

    server.refuses(403);
    awaitLooks();
    assertThat(warnings()).hasSize(2);
    assertThat(warnings().get(1)).endsWith("cannot be read: /metrics: HTTP 403");

    server.counts(started, 9, 0);
    assertThat(awaitGaps(2).get(1).at("/event/events/webhook").asLong()).isEqualTo(4);
    String again = "the API server's counters of lost audit events are read again";
    Awaitility.await()
        .atMost(LONG)
        .until(() -> logged.list.stream().anyMatch(one -> one.getFormattedMessage().equals(again)));
  }

  @Test
  void aPageThatNeverEndsIsGivenUp() {
    server.hangs();
    watch.start();
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(warnings()).anyMatch(text -> text.contains("did not come within")));

    server.counts(started, 1, 0);
    awaitGaps(1);
  }

  @Test
  void anotherReplicaLooksWhenThisOneIsGone() {
    server.counts(started, 1, 0);
    watch.start();
    awaitGaps(1);
    var context = app.context;
    var other =
        new GapWatch(
            context.getBean(Database.class),
            new ApiServerCounters(client, Clock.systemUTC(), Duration.ofSeconds(2)),
            context.getBean(AuditGaps.class),
            new GapMetrics(new SimpleMeterRegistry()),
            new ReplicaLock(context.getBean(DataSource.class), 4711, "looks for gaps"),
            EVERY);
    other.start();
    try {
      watch.stop();
      server.counts(started, 2, 0);
      assertThat(awaitGaps(2)).hasSize(2);
      awaitLooks();
      assertThat(gaps()).hasSize(2);
    } finally {
      other.stop();
    }
  }
}
