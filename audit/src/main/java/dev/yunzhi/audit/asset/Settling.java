package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** Makes what was known at an instant final. */
final class Settling {
  private Settling() {}

  /**
   * Waits for transactions under way that may record at or before the instant of knowledge, so that
   * nothing can be added to the answer later.
   */
  static AsOf of(DataSource source, AsOf asOf) {
    return Transactions.run(
        source,
        "wait for the ledger",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            // Waits for whoever holds the sequencer's row, and writes nothing itself.
            statement.execute("lock table ledger_head in exclusive mode");
          }
          Instant known =
              new Query("read the clock")
                  .sql("select least(?, clock_timestamp())", asOf.knownAt())
                  .list(connection, row -> row.getObject(1, OffsetDateTime.class).toInstant())
                  .get(0);
          return new AsOf(asOf.at(), known);
        });
  }
}
