package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.store.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Finds the first assets that stood, in the order of their ids, place by place: what is of one kind
 * in one namespace is a place, and places where nothing stood then are passed over.
 */
final class AssetPlaces {
  /** Places looked at together: few at first, for most pages end there, then ever more. */
  private static final int FIRST = 16;

  private static final int MOST = 512;

  /** So many departments, with fewer places than {@link #MANY}, may be a small owner. */
  private static final int SMALL = 8;

  private static final int MANY = 3000;

  private final DataSource source;
  private final AsOf asOf;
  private final AssetFilter filter;

  /**
   * Whether each department's part of a place is walked by itself. Of many, walking the whole place
   * passes over little that is of others.
   */
  private final boolean byDepartment;

  /**
   * @param asOf settled
   */
  AssetPlaces(DataSource source, AsOf asOf, AssetFilter filter) {
    this.source = source;
    this.asOf = asOf;
    this.filter = filter;
    this.byDepartment =
        filter.departments() != null && filter.departments().size() <= OfDepartments.FEW;
  }

  /** All places of a kind in a cluster. */
  private record Region(String cluster, String kind, boolean isOccupied) {}

  /** Regions in which something may have stood, with no other region between them. */
  private record Stretch(Region first, Region last) {}

  /**
   * @param department null: of whichever
   */
  private record Place(String cluster, String kind, String namespace, String department) {
    static Place of(ResultSet row) throws SQLException {
      return new Place(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    boolean isOf(AssetId asset) {
      return asset != null
          && cluster.equals(asset.cluster())
          && kind.equals(asset.kind())
          && namespace.equals(asset.namespace());
    }
  }

  /**
   * The leaves of the first versions that stood.
   *
   * @param after the asset that they follow; null: none
   * @return in the order of the assets' ids
   */
  List<Long> first(AssetId after, int limit) {
    if (isSmallOwner()) {
      return ofOwner(after, limit);
    }
    List<Long> leaves = new ArrayList<>();
    for (Stretch stretch : stretches(after)) {
      Place last = null;
      for (int count = FIRST; leaves.size() < limit; count = Math.min(MOST, 2 * count)) {
        List<Place> places = places(stretch, after, last, count);
        if (!places.isEmpty()) {
          leaves.addAll(standing(places, after, limit - leaves.size()));
        }
        if (places.size() < count) {
          break;
        }
        last = places.get(places.size() - 1);
      }
    }
    return leaves;
  }

  /**
   * Whether the owner that is asked for has so little that its own index is the shortest way: past
   * all that it ever had, without a look at its places.
   */
  private boolean isSmallOwner() {
    if (filter.tenant() == null
        && (filter.departments() == null || filter.departments().size() > SMALL)) {
      return false;
    }
    Query query = new Query("count the places of an owner").sql("select count(*) from (");
    query.sql("select from asset_place where ");
    if (filter.tenant() != null) {
      query.sql("tenant = ?", filter.tenant());
    } else {
      query.sql("department = any (?)", filter.departments());
    }
    return query.sql(" limit ?) places", MANY).list(source, row -> row.getLong(1)).get(0) < MANY;
  }

  /** The first versions that stood, along the owner's index. */
  private List<Long> ofOwner(AssetId after, int limit) {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    boolean tenant = filter.tenant() != null;
    Query query =
        new Query("find the assets of an owner")
            .sql("select c.leaf from unnest(?::text[]) as o (owner), lateral (", owners())
            .sql("select c.leaf, c.cluster, c.kind, c.namespace, c.name, c.uid")
            .sql(" from asset_version c where ")
            .sql(tenant ? "c.tenant = o.owner and " : "c.department = o.owner and ")
            .sql(AssetReader.STANDS, at, known, at, known, known, at);
    if (tenant && filter.departments() != null) {
      OfDepartments.add(query.sql(" and "), "c.department", filter.departments());
    }
    if (filter.kind() != null) {
      query.sql(" and c.kind = ?", filter.kind());
    } else {
      query.sql(" and c.kind <> ?", AssetFilter.FINDING);
    }
    if (after != null) {
      query.sql(
          " and (c.cluster, c.kind, c.namespace, c.name, c.uid) > (?, ?, ?, ?, ?)",
          after.cluster(),
          after.kind(),
          after.namespace(),
          after.name(),
          after.uid());
    }
    String order = " order by c.cluster, c.kind, c.namespace, c.name, c.uid limit ?";
    return query.sql(order, limit).sql(") c").sql(order, limit).list(source, row -> row.getLong(1));
  }

  private Collection<String> owners() {
    return filter.tenant() != null ? List.of(filter.tenant()) : filter.departments();
  }

  /**
   * Looked through as one, for early on, and of few departments, there is little in each region and
   * every question takes its time.
   */
  private List<Stretch> stretches(AssetId after) {
    Query query = new Query("find the regions of assets").sql("select cluster, kind, ");
    occupied(query).sql(" from asset_region");
    if (after != null) {
      query.sql(" where (cluster, kind) >= (?, ?)", after.cluster(), after.kind());
    }
    List<Region> regions =
        query
            .sql(" order by cluster, kind")
            .list(source, row -> new Region(row.getString(1), row.getString(2), row.getBoolean(3)));
    List<Stretch> stretches = new ArrayList<>();
    Region first = null;
    Region last = null;
    for (Region region : regions) {
      if (region.isOccupied()) {
        first = first == null ? region : first;
        last = region;
      } else if (first != null) {
        stretches.add(new Stretch(first, last));
        first = null;
      }
    }
    if (first != null) {
      stretches.add(new Stretch(first, last));
    }
    return stretches;
  }

  /** Adds the condition that something of the kind may have stood in a region, or a place. */
  private Query occupied(Query query) {
    Instant instant = asOf.at().isBefore(asOf.knownAt()) ? asOf.at() : asOf.knownAt();
    query.sql("earliest <= ? and (standing > 0 or latest > ?)", instant, instant);
    if (filter.kind() != null) {
      return query.sql(" and kind = ?", filter.kind());
    }
    return query.sql(" and kind <> ?", AssetFilter.FINDING);
  }

  /** Places where something may have stood, all or none of the departments' parts of each. */
  private List<Place> places(Stretch stretch, AssetId after, Place last, int count) {
    Query query =
        new Query("find the places of assets")
            .sql("select distinct cluster, kind, namespace, ")
            .sql(byDepartment ? "department" : "null")
            .sql(" from asset_place where ");
    occupied(query);
    // One lower bound alone: of several the database may begin at the lowest.
    if (last != null) {
      query.sql(
          " and (cluster, kind, namespace) > (?, ?, ?)",
          last.cluster(),
          last.kind(),
          last.namespace());
    } else {
      Region first = stretch.first();
      boolean within =
          after != null
              && first.cluster().equals(after.cluster())
              && first.kind().equals(after.kind());
      query.sql(
          " and (cluster, kind, namespace) >= (?, ?, ?)",
          first.cluster(),
          first.kind(),
          within ? after.namespace() : "");
    }
    Region end = stretch.last();
    query.sql(" and (cluster, kind) <= (?, ?)", end.cluster(), end.kind());
    if (filter.departments() != null) {
      query.sql(" and department = any (?)", filter.departments());
    }
    if (filter.tenant() != null) {
      query.sql(" and tenant = ?", filter.tenant());
    }
    return query
        .sql(" order by cluster, kind, namespace fetch first ? rows with ties", count)
        .list(source, Place::of);
  }

  private List<Long> standing(List<Place> places, AssetId after, int limit) {
    Instant at = asOf.at();
    Instant known = asOf.knownAt();
    Query query =
        new Query("find the assets of places")
            .sql(
                """
                select c.leaf from
                  unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as p (cluster, kind, namespace, department, name, uid),
                  lateral (
                    select c.leaf, c.name, c.uid from asset_version c
                    where (c.cluster, c.kind, c.namespace) = (p.cluster, p.kind, p.namespace)
                      and (c.name, c.uid) > (p.name, p.uid)""",
                texts(places, Place::cluster),
                texts(places, Place::kind),
                texts(places, Place::namespace),
                texts(places, place -> Objects.requireNonNullElse(place.department(), "")),
                texts(places, place -> place.isOf(after) ? after.name() : ""),
                texts(places, place -> place.isOf(after) ? after.uid() : ""))
            .sql(" and ")
            .sql(AssetReader.STANDS, at, known, at, known, known, at);
    if (byDepartment) {
      query.sql(" and c.department = p.department");
    } else if (filter.departments() != null) {
      OfDepartments.add(query.sql(" and "), "c.department", filter.departments());
    }
    if (filter.tenant() != null) {
      query.sql(" and c.tenant = ?", filter.tenant());
    }
    return query
        .sql(" order by c.name, c.uid limit ?) c", limit)
        .sql(
            " order by p.cluster collate \"C\", p.kind collate \"C\", p.namespace collate \"C\", c.name, c.uid limit ?",
            limit)
        .list(source, row -> row.getLong(1));
  }

  private static List<String> texts(List<Place> places, Function<Place, String> text) {
    return places.stream().map(text).toList();
  }
}
