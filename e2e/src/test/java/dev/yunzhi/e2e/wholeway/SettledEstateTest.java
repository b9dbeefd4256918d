package dev.yunzhi.e2e.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Lifetime;
import dev.yunzhi.e2e.demo.Demonstration;
import dev.yunzhi.e2e.estate.Estate;
import dev.yunzhi.e2e.estate.EstateSettings;
import dev.yunzhi.e2e.estate.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An estate in which nothing happens is left alone, by the API server's own audit events. */
class SettledEstateTest {

  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration WATCHED = Duration.ofMinutes(2);
  private static final Duration RESYNC = Duration.ofSeconds(15);

  /** Token reviews are no writes: the control-plane asks by them who reports, and none is kept. */
  private static final String WRITES =
      """
      select body from ledger_leaf join ledger_body using (index)
      where stream = 'api-audit' and time >= ? and time < ?
        and body::jsonb ->> 'verb' in ('create', 'update', 'patch', 'delete', 'deletecollection')
        and (body::jsonb -> 'user' ->> 'username' like 'system:serviceaccount:yunzhi-system:%'
          or body::jsonb -> 'objectRef' ->> 'apiGroup' = 'yunzhi.dev')
        and coalesce(body::jsonb -> 'objectRef' ->> 'resource', '') <> 'tokenreviews'
      """;

  @Test
  void makesNoWriteInTwoMinutesOfResyncs() throws IOException, SQLException, InterruptedException {
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

  private static List<String> writes(Estate estate, Instant from, Instant to) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = estate.postgres().connect();
        PreparedStatement query = connection.prepareStatement(WRITES)) {
      query.setObject(1, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
      query.setObject(2, OffsetDateTime.ofInstant(to, ZoneOffset.UTC));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }
}
