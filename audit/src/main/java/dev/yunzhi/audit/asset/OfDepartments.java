package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.store.Query;
import java.util.Set;

/** The condition of being some department's. */
final class OfDepartments {
  /** So many can be looked up in an index, one after the other. */
  static final int FEW = 100;

  private OfDepartments() {}

  /**
   * Adds it.
   *
   * @param column in which the department's name is
   */
  static void add(Query query, String column, Set<String> departments) {
    if (departments.size() <= FEW) {
      query.sql(column + " = any (?)", departments);
    } else {
      // Hashed. An array would be searched from its start for each row, and a join would be sorted.
      query.sql("(" + column + " in (select unnest(?::text[]))) is true", departments);
    }
  }
}
