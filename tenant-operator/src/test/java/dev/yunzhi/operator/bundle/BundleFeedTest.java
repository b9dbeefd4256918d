package dev.yunzhi.operator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.http.RemoteClient;
import dev.yunzhi.policy.BundleVerifier;
import dev.yunzhi.policy.EngineLimits;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import dev.yunzhi.policy.PolicyEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's side of the Bundle API and of the Status API, on bundles of the real opa. */
class BundleFeedTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
  private static final EngineLimits SMALL =
      new EngineLimits(1, Duration.ofSeconds(5), Duration.ofSeconds(5), 16);

  @TempDir Path directory;

  private SimpleMeterRegistry meters;
  private Publisher publisher;
  private BundleVerifier verifier;
  private BundleState state;
  private BundleFeed feed;
  private StatusReporter reporter;
  private volatile PolicyEngine engine;

  @BeforeEach
  void start() throws Exception {
    publisher = new Publisher(directory);
    verifier = BundleVerifier.of(publisher.publicPem(), "yunzhi", "yunzhi");
    startReplica("image");
  }

  private void startReplica(String revision) {
    meters = new SimpleMeterRegistry();
    state = new BundleState(Enforced.from(revision));
    var client = new RemoteClient(publisher.url(), null, null);
    reporter =
        new StatusReporter(
            client,
            new AgentLabels("replica-1", "home", null),
            "yunzhi-wasm",
            state,
            Duration.ofMinutes(1));
    feed =
        new BundleFeed(
            new BundleRequest(client, "yunzhi-wasm", 200_000),
            verifier,
            kept(),
            this::replace,
            state,
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            NOON,
            meters);
    reporter.start();
    feed.start();
  }

  private KeptBundle kept() {
    return new KeptBundle(directory.resolve("kept"), verifier);
  }

  private void replace(PolicyBundle bundle) throws InvalidBundleException {
    engine = PolicyEngine.load(bundle, SMALL);
  }

  @AfterEach
  void stop() {
    feed.close();
    reporter.close();
    publisher.close();
  }

  @Test
  void aPublishedBundleIsEnforcedKeptAndReported() throws Exception {
    publisher.serve(publisher.build("1-aaaaaaa", "first"), "1-aaaaaaa");

    JsonNode report = reported(bundle -> revision(bundle).equals("1-aaaaaaa"));

    assertThat(found()).isEqualTo("first");
    assertThat(kept().read().orElseThrow().revision()).isEqualTo("1-aaaaaaa");
    assertThat(report.at("/labels/id").asText()).isEqualTo("replica-1");
    assertThat(bundle(report).path("last_successful_activation").asText())
        .isEqualTo("2026-11-25T12:00:00Z");
    assertThat(meters.get("yunzhi.bundle.sequence").gauge().value()).isEqualTo(1);
    awaitRequest("\"1-aaaaaaa\" modes=snapshot;wait=1");
  }

  @Test
  void aNewerOneTakesItsPlaceAndAnOlderOneIsAReplay() throws Exception {
    byte[] first = publisher.build("9-aaaaaaa", "first");
    publisher.serve(first, "9-aaaaaaa");
    reported(bundle -> revision(bundle).equals("9-aaaaaaa"));
    publisher.serve(publisher.build("10-bbbbbbb", "second"), "10-bbbbbbb");
    reported(bundle -> revision(bundle).equals("10-bbbbbbb"));

    publisher.serve(first, "9-aaaaaaa");
    reported(
        bundle ->
            error(bundle)
                .equals(
                    "the bundle is replayed: its revision 9-aaaaaaa is not newer than 10-bbbbbbb, which is in force"));

    assertThat(found()).isEqualTo("second");
    assertThat(kept().read().orElseThrow().revision()).isEqualTo("10-bbbbbbb");

    publisher.serve(publisher.build("10-ccccccc", "third"), "10-ccccccc");
    reported(bundle -> error(bundle).contains("10-ccccccc is not newer than 10-bbbbbbb"));
    publisher.serve(publisher.build("11-aaaaaaa", "first again"), "11-aaaaaaa");
    JsonNode good = reported(bundle -> revision(bundle).equals("11-aaaaaaa"));
    assertThat(error(bundle(good))).isEmpty();
    assertThat(found()).isEqualTo("first again");
  }

  @Test
  void whatIsNotSignedByTheKeyChangesNothing() throws Exception {
    publisher.serve(publisher.build("1-aaaaaaa", "first"), "1-aaaaaaa");
    reported(bundle -> revision(bundle).equals("1-aaaaaaa"));

    try (var stranger = new Publisher(Files.createDirectory(directory.resolve("stranger")))) {
      publisher.serve(stranger.build("2-bbbbbbb", "foreign"), "2-bbbbbbb");
    }
    reported(bundle -> error(bundle).contains("signature is not of the key \"yunzhi\""));

    assertThat(found()).isEqualTo("first");
    assertThat(kept().read().orElseThrow().revision()).isEqualTo("1-aaaaaaa");
  }

  @Test
  void whatIsTooLargeAndWhatDoesNotAnswerChangeNothing() throws Exception {
    publisher.serve(publisher.build("1-aaaaaaa", "first"), "1-aaaaaaa");
    reported(bundle -> revision(bundle).equals("1-aaaaaaa"));

    publisher.serve(new byte[200_001], "2-bbbbbbb");
    reported(bundle -> error(bundle).equals("the bundle is larger than 200000 bytes"));
    publisher.fail(503);
    reported(bundle -> error(bundle).equals("the control-plane answered 503"));

    assertThat(found()).isEqualTo("first");
    publisher.serve(publisher.build("2-bbbbbbb", "second"), "2-bbbbbbb");
    reported(bundle -> revision(bundle).equals("2-bbbbbbb") && error(bundle).isEmpty());
  }

  @Test
  void aReplicaThatStartsAgainGoesOnFromItsDisk() throws Exception {
    publisher.serve(publisher.build("5-aaaaaaa", "first"), "5-aaaaaaa");
    reported(bundle -> revision(bundle).equals("5-aaaaaaa"));
    awaitRequest("\"5-aaaaaaa\" modes=snapshot;wait=1");
    feed.close();
    reporter.close();
    publisher.requests.clear();

    startReplica(kept().read().orElseThrow().revision());

    awaitRequest("\"5-aaaaaaa\" modes=snapshot;wait=1");
    publisher.serve(publisher.build("4-bbbbbbb", "older"), "4-bbbbbbb");
    reported(bundle -> error(bundle).contains("4-bbbbbbb is not newer than 5-aaaaaaa"));
  }

  @Test
  void aKeptBundleThatSomebodyTouchedIsNotUsed() throws Exception {
    byte[] bundle = publisher.build("5-aaaaaaa", "first");
    kept().write(bundle);
    assertThat(kept().read()).isPresent();

    try (var stranger = new Publisher(Files.createDirectory(directory.resolve("stranger")))) {
      kept().write(stranger.build("6-bbbbbbb", "foreign"));
    }
    assertThat(kept().read()).isEmpty();

    kept().write(Arrays.copyOf(bundle, bundle.length / 2));
    assertThat(kept().read()).isEmpty();
  }

  /** The message of the one rule in force. */
  private String found() throws Exception {
    var input = new ObjectMapper().createObjectNode();
    input.putObject("review");
    return engine.evaluate(input).get(0).message();
  }

  private void awaitRequest(String wanted) throws InterruptedException {
    String asked;
    do {
      asked = publisher.requests.poll(30, TimeUnit.SECONDS);
      assertThat(asked).as("a request " + wanted).isNotNull();
    } while (!asked.equals(wanted));
  }

  /** Waits for a report that says something of the bundle. */
  private JsonNode reported(Predicate<JsonNode> right) throws Exception {
    JsonNode report;
    do {
      String next = publisher.reports.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a report that is right").isNotNull();
      report = new ObjectMapper().readTree(next);
    } while (!right.test(bundle(report)));
    return report;
  }

  private static JsonNode bundle(JsonNode report) {
    return report.at("/bundles/yunzhi-wasm");
  }

  private static String revision(JsonNode bundle) {
    return bundle.path("active_revision").asText();
  }

  private static String error(JsonNode bundle) {
    return bundle.path("message").asText();
  }
}
