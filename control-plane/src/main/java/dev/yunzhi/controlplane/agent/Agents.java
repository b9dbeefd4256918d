package dev.yunzhi.controlplane.agent;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Transactions;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * What agents enforce, as each last reported. Agents report at every poll, so a report that says
 * nothing new costs two statements that write nothing. Thread-safe.
 */
@Component
public final class Agents {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How exactly it is known when an agent was last heard of. */
  private static final Duration GRAIN = Duration.ofSeconds(5);

  /** An agent that was not heard of for so long is forgotten when a new one comes. */
  private static final Duration MEMORY = Duration.ofDays(30);

  private static final String SEEN =
      """
      insert into opa_agent (principal, id, labels, last_seen) values (?, ?, ?::jsonb, ?)
      on conflict (principal, id) do update
        set labels = excluded.labels, last_seen = excluded.last_seen
        where opa_agent.labels <> excluded.labels or opa_agent.last_seen < ?
      returning (xmax = 0)
      """;

  private static final String FORGET = "delete from opa_agent where last_seen < ?";

  private static final String ENFORCES =
      """
      insert into opa_agent_bundle as old (principal, id, name, revision, since, error, error_since)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (principal, id, name) do update
        set revision = excluded.revision,
          since = case when old.revision is distinct from excluded.revision
            then excluded.since else old.since end,
          error = excluded.error,
          error_since = case when old.error is distinct from excluded.error
            then excluded.error_since else old.error_since end
        where old.revision is distinct from excluded.revision
          or old.error is distinct from excluded.error
      """;

  private static final String NO_MORE =
      "delete from opa_agent_bundle where principal = ? and id = ? and name <> all (?)";

  private final DataSource source;
  private final Database database;
  private final Duration timeout;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public Agents(DataSource source, Database database, YunzhiProperties properties, Clock clock) {
    this.source = source;
    this.database = database;
    this.timeout = properties.opa().agentTimeout();
    this.clock = clock;
  }

  /**
   * Takes a report; durable on return.
   *
   * @param principal who sent it
   */
  void record(String principal, AgentStatus status) {
    database.requireReady();
    boolean changed =
        Transactions.run(
            source,
            "record what an agent enforces",
            connection -> record(connection, principal, status, clock.instant()));
    if (changed) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Has a listener called after each report that says something new. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** What the agents that live enforce of a bundle. */
  public Enforcement enforcement(String bundle) {
    database.requireReady();
    return new Enforcement(
        new Query("read what live agents enforce")
            .sql("select revision from opa_agent_bundle join opa_agent using (principal, id)")
            .sql(" where name = ? and last_seen > ?", bundle, at(clock.instant().minus(timeout)))
            .list(source, row -> Enforcement.sequence(row.getString(1))));
  }

  /**
   * @return whether it says something new
   */
  private static boolean record(
      Connection connection, String principal, AgentStatus status, Instant now)
      throws SQLException {
    boolean changed = seen(connection, principal, status, now);
    if (changed) {
      try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
        forget.setObject(1, at(now.minus(MEMORY)));
        forget.executeUpdate();
      }
    }
    if (status.bundles().isEmpty()) {
      return changed;
    }
    try (PreparedStatement enforces = connection.prepareStatement(ENFORCES)) {
      for (AgentStatus.Bundle bundle : status.bundles()) {
        enforces.setString(1, principal);
        enforces.setString(2, status.id());
        enforces.setString(3, bundle.name());
        enforces.setString(4, bundle.revision());
        enforces.setObject(5, bundle.revision() == null ? null : at(now));
        enforces.setString(6, bundle.error());
        enforces.setObject(7, bundle.error() == null ? null : at(now));
        enforces.addBatch();
      }
      changed |= Arrays.stream(enforces.executeBatch()).anyMatch(rows -> rows != 0);
    }
    try (PreparedStatement none = connection.prepareStatement(NO_MORE)) {
      none.setString(1, principal);
      none.setString(2, status.id());
      Object[] names = status.bundles().stream().map(AgentStatus.Bundle::name).toArray();
      none.setArray(3, connection.createArrayOf("text", names));
      changed |= none.executeUpdate() > 0;
    }
    return changed;
  }

  /**
   * @return whether it was not known before
   */
  private static boolean seen(
      Connection connection, String principal, AgentStatus status, Instant now)
      throws SQLException {
    try (PreparedStatement seen = connection.prepareStatement(SEEN)) {
      seen.setString(1, principal);
      seen.setString(2, status.id());
      seen.setString(3, status.labels().toString());
      seen.setObject(4, at(now));
      seen.setObject(5, at(now.minus(GRAIN)));
      try (ResultSet row = seen.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** All that are known, by user, id and name of the bundle. */
  public List<Agent> all() {
    database.requireReady();
    Instant now = clock.instant();
    Map<List<String>, List<Agent.Bundle>> bundles =
        new Query("list the bundles of agents")
                .sql("select principal, id, name, revision, since, error, error_since")
                .sql(" from opa_agent_bundle order by principal, id, name")
                .list(source, Agents::bundle)
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return new Query("list the agents")
        .sql("select principal, id, labels::text, last_seen from opa_agent order by principal, id")
        .list(
            source,
            row ->
                new Agent(
                    row.getString(1),
                    row.getString(2),
                    labels(row.getString(3)),
                    instant(row, 4),
                    instant(row, 4).plus(timeout).isAfter(now),
                    bundles.getOrDefault(List.of(row.getString(1), row.getString(2)), List.of())));
  }

  private static Map.Entry<List<String>, Agent.Bundle> bundle(ResultSet row) throws SQLException {
    return Map.entry(
        List.of(row.getString(1), row.getString(2)),
        new Agent.Bundle(
            row.getString(3),
            row.getString(4),
            instant(row, 5),
            row.getString(6),
            instant(row, 7)));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Map<String, Object> labels(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of labels holds no JSON object", e);
    }
  }
}
