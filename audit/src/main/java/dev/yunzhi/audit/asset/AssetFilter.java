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
}
