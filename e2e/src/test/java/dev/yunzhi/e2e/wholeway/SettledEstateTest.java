package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.demo.Demonstration;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An estate in which nothing happens is left alone, by the API server's own audit events. */
class SettledEstateTest {

  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration WATCHED = Duration.ofMinutes(2);
  private static final Duration RESYNC = Duration.ofSeconds(15);

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void makesNoWriteInTwoMinutesOfResyncs() throws IOException, InterruptedException {
    Instant begin = Instant.now();
    try (StateFolder folder = StateFolder.temporary();
        Estate estate =
            Estate.start(
                folder.path(),
                Lifetime.OF_THIS_JVM,
                EstateSettings.DEFAULT.withResync(RESYNC),
                line -> {})) {
      PrintStream nowhere =
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      new Demonstration(estate, nowhere, Clock.systemUTC()).play();
      Thread.sleep(SETTLE.toMillis());
      Instant settled = Instant.now();
      Thread.sleep(WATCHED.toMillis());
      Instant end = Instant.now();
      // Events take a moment from the API server's buffer into the record.
      Thread.sleep(5_000);

      assertThat(writes(estate, begin, settled))
          .as("the control: writes are recorded")
          .hasSizeGreaterThan(100);
      assertThat(writes(estate, settled, end)).isEmpty();
    }
  }

  private static List<String> writes(Estate estate, Instant from, Instant to) throws IOException {
    List<String> found = new ArrayList<>();
    new LedgerReader(estate.postgres().database())
        .stream(
            new EventFilter("api-audit", null, from, to),
            event -> {
              if (isWrite(JSON.readTree(event.body()))) {
                found.add(event.body());
              }
            });
    return found;
  }

  /** Token reviews are no writes: the control-plane asks by them who reports, and none is kept. */
  private static boolean isWrite(JsonNode event) {
    JsonNode object = event.path("objectRef");
    return WRITES.contains(event.path("verb").asText())
        && (event.at("/user/username").asText().startsWith("system:serviceaccount:yunzhi-system:")
            || object.path("apiGroup").asText().equals("yunzhi.dev"))
        && !object.path("resource").asText().equals("tokenreviews");
  }
}
