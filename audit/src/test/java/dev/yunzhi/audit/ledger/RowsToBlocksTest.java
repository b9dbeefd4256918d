package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.yunzhi.audit.TestDatabase;
import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.store.AuditSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database as it was when leaves and bodies were rows. */
class RowsToBlocksTest {
  private static final int LEAVES = 5_000;

  @Test
  void everyLeafAndBodyIsMovedAndTheTreeStays() throws SQLException {
    DataSource database = old("rows_moved");
    List<Entry> entries = fill(database);
    TestDatabase.execute(database, "delete from ledger_body where index = 4321");
    Head before = new Ledger(database).head();

    AuditSchema.migrate(database);

    assertThat(new Ledger(database).head()).isEqualTo(before);
    List<StoredEvent> events =
        new LedgerReader(database).read(EventFilter.ALL, 0, Integer.MAX_VALUE);
    assertThat(events).hasSize(LEAVES);
    for (int i = 0; i < LEAVES; i++) {
      assertThat(events.get(i).leafHash()).isEqualTo(entries.get(i).hash());
      assertThat(events.get(i).body())
          .isEqualTo(i == 4321 ? null : new String(entries.get(i).body(), UTF_8));
    }
    assertThat(new LogReader(database).root(LEAVES)).isEqualTo(before.rootHash());
    assertThat(new Ledger(database).append(Events.events("e", LEAVES - 1, LEAVES + 1)))
        .extracting(Appended::index, Appended::duplicate)
        .containsExactly(tuple(LEAVES - 1L, true), tuple((long) LEAVES, false));
  }

  @Test
  void aLedgerThatIsNotWhatItsHeadSaysIsNotMoved() throws SQLException {
    DataSource database = old("rows_changed");
    fill(database);
    TestDatabase.execute(database, "update ledger_leaf set id = 'other' where index = 7");
    assertThatThrownBy(() -> AuditSchema.migrate(database))
        .hasStackTraceContaining(
            "the ledger of 5000 leaves is not the one that its head speaks of; nothing is moved");
    assertThat(TestDatabase.number(database, "select count(*) from ledger_leaf_row"))
        .isEqualTo(LEAVES);
    assertThat(TestDatabase.number(database, "select count(*) from ledger_block")).isZero();
  }

  private static DataSource old(String name) {
    DataSource database = TestDatabase.bare(name);
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/audit")
        .table("audit_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("2")
        .load()
        .migrate();
    return database;
  }

  private static List<Entry> fill(DataSource database) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    CompactRange tree = CompactRange.of(0, new byte[0]);
    try (Connection connection = database.getConnection();
        PreparedStatement leaf =
            connection.prepareStatement(
                "insert into ledger_leaf (index, stream, cluster, id, time, digest, hash)"
                    + " values (?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement body =
            connection.prepareStatement("insert into ledger_body (index, body) values (?, ?)");
        PreparedStatement head =
            connection.prepareStatement(
                "update ledger_head set size = ?, peaks = ?, recorded_at = now()")) {
      for (Event event : Events.events("e", 0, LEAVES)) {
        Entry entry = Entry.of(event);
        Leaf read = Leaf.parse(entry.leaf());
        leaf.setLong(1, entries.size());
        leaf.setString(2, read.stream());
        leaf.setString(3, read.cluster());
        leaf.setString(4, read.id());
        leaf.setObject(5, read.time().atOffset(ZoneOffset.UTC));
        leaf.setBytes(6, read.digest().bytes());
        leaf.setBytes(7, entry.hash().bytes());
        leaf.addBatch();
        body.setLong(1, entries.size());
        body.setString(2, new String(entry.body(), UTF_8));
        body.addBatch();
        tree.append(entry.hash());
        entries.add(entry);
      }
      leaf.executeBatch();
      body.executeBatch();
      head.setLong(1, tree.size());
      head.setBytes(2, tree.peaks());
      head.executeUpdate();
    }
    return entries;
  }
}
