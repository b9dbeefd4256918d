package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.search.Actor;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.audit.store.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Where things of tenants and departments are and were, out of the asset history: an API event
 * names a namespace, not whose it is. Thread-safe.
 */
public final class OwnedPlaces {
  private static final String NAMESPACE = "Namespace";
  private static final String TENANT = "Tenant";

  private final DataSource source;

  public OwnedPlaces(DataSource source) {
    this.source = source;
  }

  /** A version of a namespace or tenant. */
  private record Version(
      String cluster, String name, String tenant, String department, Instant from, Instant until) {
    static Version read(ResultSet row) throws SQLException {
      OffsetDateTime until = row.getObject(6, OffsetDateTime.class);
      return new Version(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getObject(5, OffsetDateTime.class).toInstant(),
          until == null ? null : until.toInstant());
    }

    boolean isSameAs(Version other) {
      return cluster.equals(other.cluster) && name.equals(other.name);
    }
  }

  /**
   * What an event of a tenant has one of.
   *
   * @throws dev.yunzhi.audit.store.StoreException when the database failed
   */
  public List<Clause.Value> ofTenants(Collection<String> tenants) {
    List<Clause.Value> values = new ArrayList<>();
    tenants.forEach(tenant -> values.add(Clause.Value.of(Facet.TENANT, tenant)));
    values.addAll(
        owned(
            NAMESPACE,
            "tenant",
            tenants,
            Facet.NAMESPACE,
            version -> tenants.contains(version.tenant)));
    return values;
  }

  /** The same of departments, without those below them. */
  public List<Clause.Value> ofDepartments(Collection<String> departments) {
    List<Clause.Value> values = new ArrayList<>();
    departments.forEach(name -> values.add(Clause.Value.of(Facet.DEPARTMENT, name)));
    Predicate<Version> theirs = version -> departments.contains(version.department);
    values.addAll(owned(NAMESPACE, "department", departments, Facet.NAMESPACE, theirs));
    values.addAll(owned(TENANT, "department", departments, Facet.TENANT, theirs));
    return values;
  }

  /** The ServiceAccounts of all tenants there were. */
  public List<Clause.Value> accountsOfTenants() {
    return new Query("read the namespaces of tenants")
        .sql(
            "select distinct name from asset_version where kind = ? and tenant is not null"
                + " and document is not null",
            NAMESPACE)
        .list(source, row -> Clause.Value.of(Facet.ACTOR, Actor.account(row.getString(1))));
  }

  /**
   * By name, for as long as it was theirs: from when it was no longer another's, for what made it
   * happened before it was seen, until it was seen to be gone or another's.
   */
  private List<Clause.Value> owned(
      String kind, String by, Collection<String> owners, Facet facet, Predicate<Version> theirs) {
    List<Version> versions =
        new Query("read whose what was")
            .sql(
                """
                select cluster, name, tenant, department, valid_from, valid_to from asset_version
                where document is not null and kind = ? and (cluster, name) in (
                  select cluster, name from asset_version
                  where document is not null and %s = any (?) and kind = ?)
                order by cluster, name, valid_from, leaf"""
                    .formatted(by),
                kind,
                owners,
                kind)
            .list(source, Version::read);
    List<Clause.Value> values = new ArrayList<>();
    Version other = null;
    for (Version version : versions) {
      if (other != null && !other.isSameAs(version)) {
        other = null;
      }
      if (theirs.test(version)) {
        Instant from = other == null ? null : other.until == null ? version.from : other.until;
        values.add(new Clause.Value(facet, version.name, version.cluster, from, version.until));
      } else {
        other = version;
      }
    }
    return values;
  }
}
