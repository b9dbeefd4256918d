package dev.yunzhi.audit.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.merkle.MerkleTree;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Reads events in the order of the ledger. Thread-safe. */
public final class LedgerReader {
  /** Blocks that are asked for at once, unless fewer events are wanted: mostly one is enough. */
  private static final int BLOCKS = 4;

  private final DataSource source;
  private final MovedBodies moved;

  /** Reads what lies in the database, and nothing that was moved out of it. */
  public LedgerReader(DataSource source) {
    this(source, MovedBodies.NONE);
  }

  public LedgerReader(DataSource source, MovedBodies moved) {
    this.source = source;
    this.moved = moved;
  }

  /**
   * A page of events. The next page starts at the last index plus one.
   *
   * @param fromIndex the least index
   * @param limit how many at most, 1 or more
   * @throws StoreException when the database failed
   */
  public List<StoredEvent> read(EventFilter filter, long fromIndex, int limit) {
    return RemovedBodies.explain(source, page(filter, fromIndex, limit));
  }

  private List<StoredEvent> page(EventFilter filter, long fromIndex, int limit) {
    List<StoredEvent> page = new ArrayList<>();
    int atOnce = Math.min(BLOCKS, limit);
    long from = fromIndex;
    while (true) {
      List<Block> blocks =
          select(filter, from).sql(" order by b.first limit ?", atOnce).list(source, this::block);
      for (Block block : blocks) {
        for (StoredEvent event : block.events(filter)) {
          if (event.index() >= from) {
            page.add(event);
          }
          if (page.size() == limit) {
            return page;
          }
        }
        from = block.end();
      }
      if (blocks.size() < atOnce) {
        // The end, as it was then: who asks again would run after whoever appends.
        return page;
      }
    }
  }

  /**
   * Passes on every event of the filter, in constant memory, from one state of the ledger.
   *
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(EventFilter filter, RowConsumer<StoredEvent> consumer) throws IOException {
    select(filter, 0).sql(" order by b.first").stream(
        source,
        BLOCKS,
        this::block,
        block -> {
          for (StoredEvent event : RemovedBodies.explain(source, block.events(filter))) {
            consumer.accept(event);
          }
        });
  }

  /**
   * Some blocks whole, as far as they may hold what a filter asks for.
   *
   * @param firsts where they begin
   * @param latest whether the latest comes first
   */
  List<Block> blocks(EventFilter filter, List<Long> firsts, boolean latest) {
    return select(filter, 0)
        .sql(" and b.first = any (?::bigint[])", firsts.stream().map(String::valueOf).toList())
        .sql(latest ? " order by b.first desc" : " order by b.first")
        .list(source, this::block);
  }

  private static Query select(EventFilter filter, long fromIndex) {
    Query query =
        new Query("read the ledger")
            .sql(
                """
                select b.first, b.count, b.leaves, d.bodies,
                  s.file, s.moved_at, s.moved_event, s.removed_at, s.removed_event, s.rule
                from ledger_block b
                left join ledger_body d on d.first = b.first and d.shelf = b.shelf
                left join ledger_shelf s on s.shelf = b.shelf
                where b.first > ? and b.first + b.count > ?""",
                fromIndex - Run.MOST,
                fromIndex);
    if (filter.stream() != null) {
      query.sql(" and b.stream = ?", filter.stream());
    }
    if (filter.from() != null) {
      query.sql(" and b.max_time >= ?", filter.from());
    }
    if (filter.until() != null) {
      query.sql(" and b.min_time < ?", filter.until());
    }
    return query;
  }

  private Block block(ResultSet row) throws SQLException {
    long first = row.getLong(1);
    Slices leaves = LeafBlock.unpack(first, row.getInt(2), row.getBytes(3));
    Absence absence = absence(row);
    byte[] packed = row.getBytes(4);
    if (absence != null) {
      packed = absence.removed() ? null : moved.read(absence.file(), first);
    }
    if (packed == null) {
      return new Block(first, leaves, Slices.absent(leaves.size()), absence);
    }
    Slices bodies = BodyBlock.unpack(first, packed);
    if (bodies.size() != leaves.size()) {
      throw new StoreException(
          "the block from %d has %d leaves and %d bodies"
              .formatted(first, leaves.size(), bodies.size()));
    }
    if (absence != null) {
      requireVouchedFor(absence.file(), first, leaves, bodies);
    }
    return new Block(first, leaves, bodies, null);
  }

  /** A file lies where others than the database's own users may reach it. */
  private static void requireVouchedFor(
      String file, long first, List<byte[]> leaves, List<byte[]> bodies) {
    for (int i = 0; i < leaves.size(); i++) {
      byte[] body = bodies.get(i);
      if (body != null && !Hash.sha256(body).equals(Leaf.parse(leaves.get(i)).digest())) {
        throw new StoreException(
            "the file %s has another body of event %d than its leaf vouches for"
                .formatted(file, first + i));
      }
    }
  }

  /** Why the whole shelf is not in the database; null when it is. */
  private static Absence absence(ResultSet row) throws SQLException {
    OffsetDateTime removed = row.getObject(8, OffsetDateTime.class);
    if (removed != null) {
      return new Absence(true, removed.toInstant(), row.getLong(9), row.getString(10), null);
    }
    OffsetDateTime movedAt = row.getObject(6, OffsetDateTime.class);
    return movedAt == null
        ? null
        : new Absence(false, movedAt.toInstant(), row.getLong(7), null, row.getString(5));
  }

  /**
   * A run as it was stored.
   *
   * @param bodies null for one that is not here
   * @param absence why none of them is; null when they are
   */
  record Block(long first, Slices leaves, Slices bodies, Absence absence) {
    int size() {
      return leaves.size();
    }

    long end() {
      return first + leaves.size();
    }

    Leaf leaf(int at) {
      return Leaf.parse(leaves.get(at));
    }

    /** Null when it is not here. */
    byte[] body(int at) {
      return bodies.get(at);
    }

    List<StoredEvent> events(EventFilter filter) {
      return Stream.iterate(0, i -> i < leaves.size(), i -> i + 1)
          .map(this::event)
          .filter(event -> filter.matches(event.leaf()))
          .toList();
    }

    StoredEvent event(int at) {
      return event(at, leaf(at), body(at));
    }

    /** With its leaf and its body, which were taken from here already. */
    StoredEvent event(int at, Leaf leaf, byte[] body) {
      if (body != null && !Hash.sha256(body).equals(leaf.digest())) {
        throw new StoreException(
            "the body of leaf %d is not what the leaf vouches for".formatted(first + at));
      }
      return new StoredEvent(
          first + at,
          leaf,
          MerkleTree.leafHash(leaves.get(at)),
          body == null ? null : new String(body, UTF_8),
          absence);
    }
  }
}
