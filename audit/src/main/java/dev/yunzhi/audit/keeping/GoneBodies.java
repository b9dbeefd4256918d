package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.store.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Bodies that are not in the database by right: removed or moved, with an event that tells of it.
 *
 * @param single indexes of single ones
 * @param blocks of whole shelves: how many from which index on
 * @param files that shelves were moved to
 */
record GoneBodies(Set<Long> single, NavigableMap<Long, Integer> blocks, List<MovedShelf> files) {
  /** A shelf that has to lie in a file. */
  record MovedShelf(String name, String file, Hash sha256) {}

  static GoneBodies read(Connection connection) throws SQLException {
    Set<Long> single =
        new Query("read which bodies were removed")
                .sql("select index from ledger_body_removed")
                .list(connection, row -> row.getLong(1))
                .stream()
                .collect(Collectors.toSet());
    NavigableMap<Long, Integer> blocks = new TreeMap<>();
    new Query("read which months are gone")
        .sql(
            """
            select b.first, b.count from ledger_block b join ledger_shelf s on s.shelf = b.shelf""")
        .list(connection, row -> blocks.put(row.getLong(1), row.getInt(2)));
    List<MovedShelf> files =
        new Query("read which months were moved")
            .sql(
                """
                select shelf, file, sha256 from ledger_shelf
                where file is not null and removed_at is null order by shelf""")
            .list(
                connection,
                row ->
                    new MovedShelf(row.getString(1), row.getString(2), Hash.of(row.getBytes(3))));
    return new GoneBodies(single, blocks, files);
  }

  boolean contains(long index) {
    return single.contains(index) || inBlock(index);
  }

  private boolean inBlock(long index) {
    Map.Entry<Long, Integer> block = blocks.floorEntry(index);
    return block != null && index < block.getKey() + block.getValue();
  }

  long count() {
    long whole = blocks.values().stream().mapToLong(Integer::longValue).sum();
    return whole + single.stream().filter(index -> !inBlock(index)).count();
  }
}
