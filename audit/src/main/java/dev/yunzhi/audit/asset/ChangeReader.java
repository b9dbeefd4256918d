package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Tells two views of the estate apart. Only assets of which something was recorded in between are
 * looked at, so it takes long in proportion to what happened, not to what there is. Thread-safe.
 */
public final class ChangeReader {
  private static final String ID = "cluster, kind, namespace, name, uid";

  /** The last change that counts in a view: what the asset was then. */
  private static final String STATE =
      """
      left join lateral (
        select v.department, v.tenant, v.project, v.document, v.valid_from, v.learned_at, v.leaf
        from asset_version v
        where (v.cluster, v.kind, v.namespace, v.name, v.uid)
            = (k.cluster, k.kind, k.namespace, k.name, k.uid)
          and v.valid_from <= ? and v.learned_at <= ?
        order by v.valid_from desc, v.leaf desc limit 1) %s on true
      """;

  /**
   * The first leaf recorded after an instant. Leaves are numbered in the order in which they are
   * recorded, so halving finds it without an index on that time.
   */
  private static final String FIRST_AFTER =
      """
      with recursive bound (low, high) as (
        select 0::bigint, coalesce(max(leaf), -1) + 1 from asset_version
        union all
        select case when v.learned_at <= ? then v.leaf + 1 else b.low end,
          case when v.learned_at <= ? then b.high else (b.low + b.high) / 2 end
        from bound b left join lateral (
          select leaf, learned_at from asset_version
          where leaf >= (b.low + b.high) / 2 and leaf < b.high order by leaf limit 1) v on true
        where b.low < b.high)
      select low from bound where low >= high""";

  private final DataSource source;

  public ChangeReader(DataSource source) {
    this.source = source;
  }

  /**
   * A page of the changes, ordered by cluster, kind, namespace, name and uid.
   *
   * @param page null for the first page, then {@link ChangePage#next()}
   * @param limit how many at most, 1 or more
   * @throws InvalidFieldException when the page is not one that an earlier page named
   * @throws IllegalArgumentException as {@link #stream}
   * @throws StoreException when the database failed
   */
  public ChangePage page(AssetView from, AssetView to, String page, int limit) {
    AssetId after = page == null ? null : AssetCursor.parse(page);
    List<AssetChange> changes =
        select(from, to, after)
            .sql(" limit ?", limit + 1)
            .list(source, row -> change(row, from.filter(), to.filter()));
    if (changes.size() <= limit) {
      return new ChangePage(changes, null);
    }
    List<AssetChange> shown = List.copyOf(changes.subList(0, limit));
    return new ChangePage(shown, AssetCursor.after(shown.get(limit - 1).asset()));
  }

  /**
   * Passes on every change, in the same order, in constant memory.
   *
   * @param to not before {@code from} in either of its instants, of the same tenant and kind; the
   *     departments may differ, as a tree that is reformed has others below one
   * @throws IllegalArgumentException when the views cannot be compared
   * @throws StoreException when the database failed
   * @throws IOException when the consumer throws it
   */
  public void stream(AssetView from, AssetView to, RowConsumer<AssetChange> consumer)
      throws IOException {
    select(from, to, null).stream(source, row -> change(row, from.filter(), to.filter()), consumer);
  }

  private Query select(AssetView from, AssetView to, AssetId after) {
    requireComparable(from, to);
    AsOf then = to.asOf();
    AsOf now = Settling.of(source, then);
    Instant known = from.asOf().knownAt();
    AsOf before = new AsOf(from.asOf().at(), known.isAfter(now.knownAt()) ? now.knownAt() : known);

    Query query = new Query("compare the assets of two instants");
    query.sql("select k.*");
    columns(query, "b");
    columns(query, "a");
    query.sql(" from (");
    candidates(query, before, now, from.filter(), to.filter());
    query.sql(") k ");
    query.sql(STATE.formatted("b"), before.at(), before.knownAt());
    query.sql(STATE.formatted("a"), now.at(), now.knownAt());
    query.sql(" where (");
    shown(query, "b", from.filter());
    query.sql(" or ");
    shown(query, "a", to.filter());
    query.sql(") and not (");
    shown(query, "b", from.filter());
    query.sql(" and ");
    shown(query, "a", to.filter());
    query.sql(
        """
         and (b.document, b.department, b.tenant, b.project)
           is not distinct from (a.document, a.department, a.tenant, a.project))""");
    if (after != null) {
      query.sql(
          " and (k.cluster, k.kind, k.namespace, k.name, k.uid) > (?, ?, ?, ?, ?)",
          after.cluster(),
          after.kind(),
          after.namespace(),
          after.name(),
          after.uid());
    }
    return query.sql(" order by k.cluster, k.kind, k.namespace, k.name, k.uid");
  }

  private static void requireComparable(AssetView from, AssetView to) {
    AssetFilter first = from.filter();
    AssetFilter second = to.filter();
    if (to.asOf().at().isBefore(from.asOf().at())
        || to.asOf().knownAt().isBefore(from.asOf().knownAt())) {
      throw new IllegalArgumentException("the later view lies before the earlier one");
    }
    if (!Objects.equals(first.tenant(), second.tenant())
        || !Objects.equals(first.kind(), second.kind())
        || (first.departments() == null) != (second.departments() == null)) {
      throw new IllegalArgumentException("the views are of different things");
    }
  }

  private static void columns(Query query, String state) {
    for (String column :
        List.of(
            "department", "tenant", "project", "document", "valid_from", "learned_at", "leaf")) {
      query.sql(", %1$s.%2$s as %1$s_%2$s".formatted(state, column));
    }
  }

  /**
   * The assets that can differ: those with a change that counts in the later view and not in the
   * earlier one, and those of departments that are in one of the views alone.
   */
  private void candidates(
      Query query, AsOf before, AsOf now, AssetFilter first, AssetFilter second) {
    Instant known = before.knownAt();
    Instant earliest = before.at().isBefore(known) ? before.at() : known;
    String counts = " and v.valid_from <= ? and v.learned_at <= ?";
    String counted = " and (v.valid_from > ? or v.learned_at > ?)";

    query.sql("select distinct " + ID + " from (select " + ID + " from asset_version v");
    query.sql(" where v.leaf >= ? and v.leaf < ?", firstAfter(earliest), firstAfter(now.knownAt()));
    query.sql(counts, now.at(), now.knownAt()).sql(counted, before.at(), known);
    kind(query, first);
    // Recorded earlier, of an instant that was yet to come by the observer's clock.
    query.sql(
        " union all select " + ID + " from asset_version v where v.valid_from > v.learned_at");
    query.sql(" and v.valid_from > ?", earliest).sql(counts, now.at(), now.knownAt());
    kind(query, first);
    if (first.departments() != null) {
      Set<String> moved = new TreeSet<>(first.departments());
      moved.addAll(second.departments());
      moved.removeIf(
          department ->
              first.departments().contains(department)
                  && second.departments().contains(department));
      if (!moved.isEmpty()) {
        query.sql(" union all select " + ID + " from asset_version v");
        query.sql(" where v.department = any (?)", moved).sql(counts, now.at(), now.knownAt());
        kind(query, first);
      }
    }
    query.sql(") changed order by " + ID);
  }

  private static void kind(Query query, AssetFilter filter) {
    if (filter.kind() != null) {
      query.sql(" and v.kind = ?", filter.kind());
    }
  }

  private long firstAfter(Instant instant) {
    return new Query("find the leaves of a time")
        .sql(FIRST_AFTER, instant, instant)
        .list(source, row -> row.getLong(1))
        .get(0);
  }

  /** Whether a view shows a state; as {@link AssetChange} has it. */
  private static void shown(Query query, String state, AssetFilter filter) {
    query.sql("(" + state + ".document is not null");
    if (filter.departments() != null) {
      // An asset of no department is in no view of some.
      query.sql(" and coalesce(");
      OfDepartments.add(query, state + ".department", filter.departments());
      query.sql(", false)");
    }
    if (filter.tenant() != null) {
      query.sql(" and coalesce(" + state + ".tenant = ?, false)", filter.tenant());
    }
    query.sql(")");
  }

  private static AssetChange change(ResultSet row, AssetFilter first, AssetFilter second)
      throws SQLException {
    AssetId asset = AssetRow.id(row);
    return AssetChange.between(asset, state(row, "b_"), first, state(row, "a_"), second)
        .orElseThrow(
            () -> new IllegalStateException("the database tells apart what is the same: " + asset));
  }

  private static AssetState state(ResultSet row, String prefix) throws SQLException {
    OffsetDateTime validFrom = row.getObject(prefix + "valid_from", OffsetDateTime.class);
    if (validFrom == null) {
      return null;
    }
    String document = row.getString(prefix + "document");
    return new AssetState(
        document == null
            ? null
            : new AssetFacts(
                row.getString(prefix + "department"),
                row.getString(prefix + "tenant"),
                row.getString(prefix + "project"),
                document),
        validFrom.toInstant(),
        row.getObject(prefix + "learned_at", OffsetDateTime.class).toInstant(),
        row.getLong(prefix + "leaf"));
  }
}
