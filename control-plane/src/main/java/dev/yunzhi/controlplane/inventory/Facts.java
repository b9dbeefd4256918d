package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What is a fact of one object, while it is gathered: the members of the document that the record
 * keeps of it. Those that are a column of the asset report are text; what other reports and
 * questions need in parts, such as a quota, stands beside them as it is. Not thread-safe.
 */
final class Facts {
  private final Map<String, Object> members = new HashMap<>();

  /** What is null or empty is not known, and is left out. */
  void put(AssetColumn column, String value) {
    put(column.key(), value);
  }

  /**
   * The same of what is no column.
   *
   * @param value text, a number or an immutable map or list of such
   */
  void put(String member, Object value) {
    if (value != null && !isEmpty(value)) {
      members.put(member, value);
    }
  }

  private static boolean isEmpty(Object value) {
    return (value instanceof String text && text.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  /** By member, immutable. */
  Map<String, Object> members() {
    return Map.copyOf(members);
  }
}
