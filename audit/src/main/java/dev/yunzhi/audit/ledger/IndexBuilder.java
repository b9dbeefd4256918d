package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Signature;
import dev.yunzhi.audit.search.Terms;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Puts signatures behind the ledger as it grows, apart from those who append: what has none yet is
 * found more slowly, and that is all. Thread-safe; of several programs one works at a time.
 */
public final class IndexBuilder {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Any number that nobody else locks. */
  private static final long LOCK = 0x6c65_6467_6572_0005L;

  private final DataSource source;
  private final MovedBodies moved;

  /** Of a ledger of which nothing was moved out of the database. */
  public IndexBuilder(DataSource source) {
    this(source, MovedBodies.NONE);
  }

  public IndexBuilder(DataSource source, MovedBodies moved) {
    this.source = source;
    this.moved = moved;
  }

  /**
   * Adds the next signature, if the ledger has grown so far.
   *
   * @return whether one was added: there may be more to do
   * @throws StoreException when the database failed
   */
  public boolean advance() {
    return Transactions.run(source, "add to the index", this::advance);
  }

  private boolean advance(Connection connection) throws SQLException {
    if (!lock(connection)) {
      return false;
    }
    long first =
        new Query("read the end of the index")
            .sql("select coalesce(max(until), 0) from ledger_signature")
            .list(connection, row -> row.getLong(1))
            .get(0);
    long reach =
        new Query("read the next blocks")
                .sql(
                    "select first from ledger_block where first >= ? order by first offset ? limit 1",
                    first,
                    Signature.BLOCKS - 1)
                .list(connection, row -> row.getLong(1))
                .stream()
                .findFirst()
                .orElse(-1L);
    if (reach < 0) {
      return false;
    }
    List<Indexed> blocks =
        new Query("read the next blocks")
            .sql(
                """
                select b.first, b.count, b.stream, b.min_time, b.max_time, d.terms,
                  case when d.terms is null then d.bodies end, s.file
                from ledger_block b
                left join ledger_body d on d.first = b.first and d.shelf = b.shelf
                left join ledger_shelf s on s.shelf = b.shelf and s.removed_at is null
                where b.first between ? and ? order by b.first""",
                first,
                reach)
            .list(connection, this::indexed);
    insert(connection, blocks);
    return true;
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void insert(Connection connection, List<Indexed> blocks) throws SQLException {
    Indexed last = blocks.get(blocks.size() - 1);
    long first = blocks.get(0).first;
    ByteBuffer starts = ByteBuffer.allocate(Signature.BLOCKS * Integer.BYTES);
    blocks.forEach(block -> starts.putInt((int) (block.first - first)));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into ledger_signature (first, until, min_time, max_time, starts, slices)
            values (?, ?, ?, ?, ?, ?)""")) {
      statement.setLong(1, first);
      statement.setLong(2, last.first + last.count);
      statement.setObject(3, at(blocks.stream().map(Indexed::minTime).min(Instant::compareTo)));
      statement.setObject(4, at(blocks.stream().map(Indexed::maxTime).max(Instant::compareTo)));
      statement.setBytes(5, starts.array());
      statement.setBytes(6, Signature.of(blocks.stream().map(Indexed::terms).toList()));
      statement.executeUpdate();
    }
  }

  private static OffsetDateTime at(Optional<Instant> instant) {
    return instant.orElseThrow().atOffset(ZoneOffset.UTC);
  }

  private Indexed indexed(ResultSet row) throws SQLException {
    long first = row.getLong(1);
    return new Indexed(
        first,
        row.getInt(2),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        terms(row, first));
  }

  /** As {@link Indexed} has them. */
  private int[] terms(ResultSet row, long first) throws SQLException {
    String file = row.getString(8);
    byte[] bodies = file == null ? row.getBytes(7) : moved.read(file, first);
    if (file != null && bodies == null) {
      // Where its file is not here, the index goes on all the same.
      return null;
    }
    List<int[]> terms = new ArrayList<>();
    terms.add(new int[] {Terms.of(Facet.STREAM, row.getString(3))});
    Array stored = row.getArray(6);
    if (stored != null) {
      terms.add(Arrays.stream((Integer[]) stored.getArray()).mapToInt(Integer::intValue).toArray());
    }
    if (bodies != null) {
      terms.addAll(ofBodies(first, bodies));
    }
    return Terms.union(terms);
  }

  private static List<int[]> ofBodies(long first, byte[] packed) {
    List<int[]> terms = new ArrayList<>();
    for (byte[] body : BodyBlock.unpack(first, packed)) {
      if (body != null) {
        try {
          terms.add(Terms.of(JSON.readTree(new String(body, UTF_8))));
        } catch (JsonProcessingException e) {
          throw new StoreException("a body of the block from leaf %d is not JSON".formatted(first));
        }
      }
    }
    return terms;
  }

  /**
   * A block as the index sees it.
   *
   * @param terms null: may hold anything
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Indexed(long first, int count, Instant minTime, Instant maxTime, int[] terms) {}
}
