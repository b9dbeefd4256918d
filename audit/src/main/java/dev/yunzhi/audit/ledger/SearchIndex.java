package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.search.Signature;
import dev.yunzhi.audit.search.Terms;
import dev.yunzhi.audit.store.Query;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Tells which blocks may hold what is looked for: by signatures as far as there are some, by the
 * blocks' own terms after that. Thread-safe.
 */
final class SearchIndex {
  /** Signatures that are asked at once, at most: over sixteen thousand blocks. */
  static final int MOST_SIGNATURES = 64;

  /** Terms of a clause that are looked up; one with more is not selective. */
  private static final int MOST_TERMS = 24;

  private final DataSource source;

  SearchIndex(DataSource source) {
    this.source = source;
  }

  /**
   * Blocks of a stretch of the ledger.
   *
   * @param firsts where they begin, in the order that was asked for
   * @param edge where the stretch ends, and the next begins
   * @param isLast whether there is no next
   */
  record Candidates(List<Long> firsts, long edge, boolean isLast) {}

  /**
   * The next stretch that begins at an index.
   *
   * @param width signatures that are asked at once
   */
  Candidates from(EventSearch search, long from, long before, int width) {
    // First: what gets a signature from here on is looked up by its terms.
    long end = end();
    List<Told> told =
        from < end
            ? signatures(
                search,
                " and until > ? and first < ? order by first limit ?",
                from,
                Math.min(before, end),
                width)
            : List.of();
    List<Long> firsts = new ArrayList<>();
    told.forEach(one -> firsts.addAll(one.firsts));
    if (told.size() == width) {
      return new Candidates(firsts, told.get(width - 1).until, false);
    }
    long edge = Math.max(from, end);
    List<Long> tail =
        tail(search)
            .sql(
                " and b.first > ? and b.first + b.count > ? and b.first < ?",
                edge - Run.MOST,
                edge,
                before)
            .sql(" order by b.first limit ?", Signature.BLOCKS)
            .list(source, row -> row.getLong(1));
    firsts.addAll(tail);
    return tail.size() < Signature.BLOCKS
        ? new Candidates(firsts, before, true)
        : new Candidates(firsts, tail.get(tail.size() - 1) + 1, false);
  }

  /** The next stretch that ends before an index; the rest is as above. */
  Candidates before(EventSearch search, long before, int width) {
    long end = end();
    if (before > end) {
      List<Long> tail =
          tail(search)
              .sql(" and b.first >= ? and b.first < ?", end, before)
              .sql(" order by b.first desc limit ?", Signature.BLOCKS)
              .list(source, row -> row.getLong(1));
      return tail.size() < Signature.BLOCKS
          ? new Candidates(tail, end, end == 0)
          : new Candidates(tail, tail.get(tail.size() - 1), false);
    }
    List<Told> told =
        signatures(
            search, " and until > ? and first < ? order by first desc limit ?", 0, before, width);
    List<Long> firsts = new ArrayList<>();
    for (Told one : told) {
      List<Long> reversed = new ArrayList<>(one.firsts);
      Collections.reverse(reversed);
      firsts.addAll(reversed);
    }
    return told.size() < width
        ? new Candidates(firsts, 0, true)
        : new Candidates(firsts, told.get(width - 1).first, false);
  }

  /** Where the signatures end. */
  private long end() {
    return new Query("read the end of the index")
        .sql("select coalesce(max(until), 0) from ledger_signature")
        .list(source, row -> row.getLong(1))
        .get(0);
  }

  /** Of each set one term must be there. */
  private static List<int[]> wanted(EventSearch search) {
    return search.clauses().stream()
        .map(clause -> clause.terms(MOST_TERMS))
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Told> signatures(
      EventSearch search, String which, long from, long before, int width) {
    EventFilter filter = search.filter();
    List<int[]> wanted = new ArrayList<>(wanted(search));
    if (filter.stream() != null) {
      wanted.add(new int[] {Terms.of(Facet.STREAM, filter.stream())});
    }
    Query query = new Query("read the index").sql("select first, until, starts");
    for (int[] any : wanted) {
      for (int term : any) {
        for (int place = 0; place < Signature.PLACES; place++) {
          query.sql(
              ", substring(slices from 1 + %1$d * (? %% (octet_length(slices) / %1$d)) for %1$d)"
                  .formatted(Signature.SLICE),
              Signature.hash(term, place));
        }
      }
    }
    query.sql(" from ledger_signature where true");
    if (filter.from() != null) {
      query.sql(" and max_time >= ?", filter.from());
    }
    if (filter.until() != null) {
      query.sql(" and min_time < ?", filter.until());
    }
    return query.sql(which, from, before, width).list(source, row -> told(row, wanted));
  }

  /** What one signature tells. */
  private record Told(long first, long until, List<Long> firsts) {}

  private static Told told(ResultSet row, List<int[]> wanted) throws SQLException {
    BitSet blocks = new BitSet(Signature.BLOCKS);
    blocks.set(0, Signature.BLOCKS);
    int column = 4;
    for (int[] any : wanted) {
      BitSet either = new BitSet();
      for (int i = 0; i < any.length; i++) {
        List<byte[]> slices = new ArrayList<>(Signature.PLACES);
        for (int place = 0; place < Signature.PLACES; place++) {
          slices.add(row.getBytes(column++));
        }
        either.or(Signature.blocks(slices));
      }
      blocks.and(either);
    }
    long first = row.getLong(1);
    if (blocks.isEmpty()) {
      return new Told(first, row.getLong(2), List.of());
    }
    ByteBuffer starts = ByteBuffer.wrap(row.getBytes(3));
    return new Told(
        first,
        row.getLong(2),
        blocks.stream().mapToObj(i -> first + starts.getInt(i * Integer.BYTES)).toList());
  }

  private static Query tail(EventSearch search) {
    EventFilter filter = search.filter();
    Query query =
        new Query("read the index")
            .sql(
                """
                select b.first from ledger_block b
                left join ledger_body d on d.first = b.first and d.shelf = b.shelf
                where true""");
    if (filter.stream() != null) {
      query.sql(" and b.stream = ?", filter.stream());
    }
    for (int[] any : wanted(search)) {
      query.sql(
          " and (d.terms is null or d.terms && ?::int[])",
          IntStream.of(any).mapToObj(String::valueOf).collect(Collectors.joining(",", "{", "}")));
    }
    return query;
  }
}
