package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.Query;
import dev.yunzhi.audit.store.StoreException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Tells what became of single assets. Thread-safe. */
public final class HistoryReader {
  private final DataSource source;

  public HistoryReader(DataSource source) {
    this.source = source;
  }

  /**
   * By what name an asset goes. What was made again under an old name goes by it too.
   *
   * @param namespace empty for what belongs to no namespace
   */
  public record Name(String cluster, String kind, String namespace, String name) {}

  /**
   * A page of everything recorded under a name, in order of time, its times of absence included.
   *
   * @param asOf up to which instant, and as known when
   * @param departments only what was theirs, and the end of it; null: everything
   * @param page null for the first page, then {@link AssetPage#next()}
   * @param limit how many at most, 1 or more
   * @throws InvalidFieldException when the page is not one that an earlier page named
   * @throws StoreException when the database failed
   */
  public AssetPage page(Name name, AsOf asOf, Set<String> departments, String page, int limit) {
    AsOf settled = Settling.of(source, asOf);
    Query query =
        new Query("read the history of an asset")
            .sql(
                """
                select h.* from (
                  select %s, lead(c.valid_from) over life as valid_to,
                    min(c.valid_from) filter (where c.document is not null)
                      over (partition by c.uid) as first_seen,
                    case when c.document is null then lag(c.department) over life
                      else c.department end as whose
                  from asset_version c
                  where (c.cluster, c.kind, c.namespace, c.name) = (?, ?, ?, ?)
                    and c.learned_at <= ?
                  window life as (partition by c.uid order by c.valid_from, c.leaf)) h
                where h.valid_from <= ?"""
                    .formatted(AssetRow.COLUMNS),
                name.cluster(),
                name.kind(),
                name.namespace(),
                name.name(),
                settled.knownAt(),
                settled.at());
    if (departments != null) {
      query.sql(" and h.whose = any (?)", departments);
    }
    if (page != null) {
      query.sql(
          " and (h.valid_from, h.leaf) > (select valid_from, leaf from asset_version where leaf = ?)",
          leaf(page));
    }
    List<AssetVersion> versions =
        query
            .sql(" order by h.valid_from, h.leaf limit ?", limit + 1)
            .list(source, AssetRow::version);
    if (versions.size() <= limit) {
      return new AssetPage(versions, null);
    }
    List<AssetVersion> shown = List.copyOf(versions.subList(0, limit));
    return new AssetPage(shown, String.valueOf(shown.get(limit - 1).leaf()));
  }

  private static long leaf(String page) {
    try {
      return Long.parseLong(page);
    } catch (NumberFormatException e) {
      throw AssetCursor.invalid(e);
    }
  }
}
