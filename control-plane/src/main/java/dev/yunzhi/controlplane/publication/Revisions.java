package dev.yunzhi.controlplane.publication;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.controlplane.store.Database;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Which policies were in force when, for those who do not publish them. Thread-safe. */
@Component
public final class Revisions {
  private final Database database;
  private final DataSource source;

  Revisions(Database database, DataSource source) {
    this.database = database;
    this.source = source;
  }

  /**
   * The revision that was the last one at an instant.
   *
   * @return empty when none had been published
   */
  public Optional<String> inForceAt(Instant instant) {
    database.requireReady();
    return new Query("read which policies were in force")
            .sql(
                "select revision from policy_revision where made_at <= ? order by sequence desc limit 1",
                instant)
            .list(source, row -> row.getString(1))
            .stream()
            .findFirst();
  }
}
