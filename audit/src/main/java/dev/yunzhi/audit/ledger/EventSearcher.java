package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javax.sql.DataSource;

/**
 * Finds events. Pages go by the index of leaves, so what is appended meanwhile moves none of them.
 * Holds a connection of the database for the moment of a step only. Thread-safe.
 */
public final class EventSearcher {
  /** How many leaves one page looks at, about: what is rare must not read the whole ledger. */
  private static final int MOST_SCANNED = 100_000;

  /** How much of bodies a page takes: the event that goes beyond it is its last. */
  private static final long MOST_BYTES = 8 << 20;

  /** Blocks that are read at first: of what is common, they are enough. */
  private static final int FIRST_BLOCKS = 4;

  /** Blocks that are in memory at once. */
  private static final int MOST_BLOCKS = 16;

  /** Signatures that are asked first: what is common is found in the first. */
  private static final int FIRST_WIDTH = 4;

  private final DataSource source;
  private final SearchIndex index;
  private final LedgerReader reader;

  public EventSearcher(DataSource source, LedgerReader reader) {
    this.source = source;
    this.index = new SearchIndex(source);
    this.reader = reader;
  }

  /**
   * Events in the order of the ledger.
   *
   * @param from the least index
   * @param before one more than the greatest index
   * @param limit how many at most, 1 or more
   * @throws StoreException when the database failed
   */
  public FoundEvents oldest(EventSearch search, long from, long before, int limit) {
    Page page = new Page(search, limit);
    int width = FIRST_WIDTH;
    long at = from;
    while (at < before) {
      SearchIndex.Candidates candidates = index.from(search, at, before, width);
      List<Long> left = candidates.firsts();
      while (!left.isEmpty()) {
        List<Long> part = left.subList(0, Math.min(left.size(), page.blocks()));
        left = left.subList(part.size(), left.size());
        for (LedgerReader.Block block : reader.blocks(search.filter(), part, false)) {
          int begin = (int) Math.max(0, at - block.first());
          int end = (int) Math.min(block.size(), before - block.first());
          BitSet may = search.mayMatch(block.bodies());
          for (int i = may.nextSetBit(begin); i >= 0 && i < end; i = may.nextSetBit(i + 1)) {
            if (page.take(block, i)) {
              return page.until(block.first() + i + 1);
            }
          }
          if (end > begin) {
            page.scanned(end - begin);
            at = block.first() + end;
          }
          if (page.isTiring()) {
            return page.until(at);
          }
        }
      }
      if (candidates.isLast()) {
        return page.last();
      }
      at = Math.max(at, candidates.edge());
      width = Math.min(4 * width, SearchIndex.MOST_SIGNATURES);
    }
    return page.last();
  }

  /**
   * Events, the latest first.
   *
   * @param before one more than the greatest index; {@link Long#MAX_VALUE} begins at the end
   * @param limit how many at most, 1 or more
   * @throws StoreException when the database failed
   */
  public FoundEvents latest(EventSearch search, long before, int limit) {
    Page page = new Page(search, limit);
    int width = FIRST_WIDTH;
    long at = before;
    while (at > 0) {
      SearchIndex.Candidates candidates = index.before(search, at, width);
      List<Long> left = candidates.firsts();
      while (!left.isEmpty()) {
        List<Long> part = left.subList(0, Math.min(left.size(), page.blocks()));
        left = left.subList(part.size(), left.size());
        for (LedgerReader.Block block : reader.blocks(search.filter(), part, true)) {
          int end = (int) Math.max(0, Math.min(block.size(), at - block.first()));
          BitSet may = search.mayMatch(block.bodies());
          for (int i = may.previousSetBit(end - 1); i >= 0; i = may.previousSetBit(i - 1)) {
            if (page.take(block, i)) {
              return page.until(block.first() + i);
            }
          }
          page.scanned(end);
          at = Math.min(at, block.first());
          if (page.isTiring()) {
            return page.until(at);
          }
        }
      }
      if (candidates.isLast()) {
        return page.last();
      }
      at = Math.min(at, candidates.edge());
      width = Math.min(4 * width, SearchIndex.MOST_SIGNATURES);
    }
    return page.last();
  }

  /** What was found so far. */
  private final class Page {
    private final EventSearch search;
    private final int limit;
    private final List<StoredEvent> events = new ArrayList<>();
    private int blocks = FIRST_BLOCKS;
    private int scanned;
    private long bytes;

    Page(EventSearch search, int limit) {
      this.search = search;
      this.limit = limit;
    }

    /**
     * @return whether the page is full
     */
    boolean take(LedgerReader.Block block, int at) {
      byte[] body = block.body(at);
      Leaf leaf = block.leaf(at);
      if (search.matches(leaf, body)) {
        events.add(block.event(at, leaf, body));
        bytes += body == null ? 0 : body.length;
      }
      return events.size() == limit || bytes > MOST_BYTES;
    }

    /** How many to read next: mostly each has one that is wanted. */
    int blocks() {
      int next = Math.min(blocks, Math.max(FIRST_BLOCKS, limit - events.size()));
      blocks = Math.min(MOST_BLOCKS, 2 * blocks);
      return next;
    }

    void scanned(int leaves) {
      scanned += leaves;
    }

    boolean isTiring() {
      return scanned >= MOST_SCANNED;
    }

    FoundEvents until(Long next) {
      return new FoundEvents(RemovedBodies.explain(source, events), next);
    }

    FoundEvents last() {
      return until(null);
    }
  }
}
