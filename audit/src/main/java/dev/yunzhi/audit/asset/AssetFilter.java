package dev.yunzhi.audit.asset;

import java.util.Set;

/**
 * Which assets are asked for. A part that is null asks nothing; an empty set lets nothing through.
 * A filter decides whether a row is shown, never what is in it.
 *
 * @param departments names of departments
 */
public record AssetFilter(Set<String> departments, String tenant, String kind) {
  /**
   * The kind under which the record keeps what policies found in assets. It is no asset: it is
   * shown to those who ask for the kind, and told among the changes.
   */
  public static final String FINDING = "Finding";

  /** Every asset. */
  public static final AssetFilter ALL = new AssetFilter(null, null, null);

  public AssetFilter {
    departments = departments == null ? null : Set.copyOf(departments);
  }

  /**
   * Whether what is a department's and a tenant's is shown, whatever its kind.
   *
   * @param department null: nobody's, which no view of some departments has
   * @param tenant null: no tenant's
   */
  public boolean isOf(String department, String tenant) {
    return (departments == null || (department != null && departments.contains(department)))
        && (this.tenant == null || this.tenant.equals(tenant));
  }

  /** Whether assets are shown whosever they are. */
  public boolean isOfAnybody() {
    return departments == null && tenant == null;
  }

  /** Whether a kind is asked for. */
  public boolean isOfKind(String kind) {
    return this.kind == null || this.kind.equals(kind);
  }
}
