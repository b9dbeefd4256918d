package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.CompactRange;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Moves a ledger that was kept by the row, one for each leaf and each body, into blocks. The tree
 * must come out as it was, or nothing is moved.
 */
public final class RowsToBlocks extends BaseJavaMigration {
  private static final int AT_ONCE = 4096;

  /** Made by {@link dev.yunzhi.audit.store.AuditSchema}. */
  public RowsToBlocks() {}

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("4");
  }

  @Override
  public String getDescription() {
    return "ledger rows to blocks";
  }

  @Override
  protected void init() {
    // Version and description are given above, not taken from the class' name.
  }

  @Override
  public void migrate(Context context) throws Exception {
    Connection connection = context.getConnection();
    Shelves shelves = new Shelves();
    CompactRange tree = CompactRange.of(0, new byte[0]);
    OpenTile open = OpenTile.EMPTY;
    HeadRow head = HeadRow.read(connection);
    List<Entry> entries = entries(connection, 0);
    if (!entries.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        // As blocks are written today; V5 finds it there.
        statement.execute("alter table ledger_body add column terms int[]");
      }
    }
    while (!entries.isEmpty()) {
      if (!Keys.claim(connection, tree.size(), entries)) {
        throw new StoreException("the ledger has an event twice from leaf " + tree.size());
      }
      Blocks.insert(connection, shelves, tree.size(), head.recordedAt(), Run.of(entries));
      List<Hash> hashes = entries.stream().map(Entry::hash).toList();
      open = Tiles.append(connection, open, hashes);
      hashes.forEach(tree::append);
      entries = entries(connection, tree.size());
    }
    requireSame(head.tree(), tree);
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table ledger_leaf_row, ledger_body_row");
    }
  }

  private static List<Entry> entries(Connection connection, long from) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select l.stream, l.cluster, l.id, l.time, l.digest, b.body
            from ledger_leaf_row l left join ledger_body_row b on b.index = l.index
            where l.index >= ? order by l.index limit ?
            """)) {
      statement.setLong(1, from);
      statement.setInt(2, AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Leaf leaf =
        new Leaf(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getObject(4, OffsetDateTime.class).toInstant(),
            Hash.of(row.getBytes(5)));
    String body = row.getString(6);
    return Entry.of(leaf, body == null ? null : body.getBytes(UTF_8), null);
  }

  private static void requireSame(CompactRange expected, CompactRange tree) {
    if (expected.size() != tree.size() || !expected.root().equals(tree.root())) {
      throw new StoreException(
          "the ledger of %d leaves is not the one that its head speaks of; nothing is moved"
              .formatted(tree.size()));
    }
  }
}
