package dev.yunzhi.audit.asset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How one asset differs between two views of the estate.
 *
 * @param columns in which it differs, by {@link dev.yunzhi.audit.report.AssetColumn#key()}, sorted;
 *     empty unless it is {@link Kind#CHANGED}
 * @param before null when it did not stand in the first view
 * @param after as it stands in the second view; of what was removed the record that it is gone, or
 *     null when there is none; null of what left
 */
public record AssetChange(
    AssetId asset, Kind kind, List<String> columns, AssetState before, AssetState after) {
  /** What became of it. */
  public enum Kind {
    /** It stood nowhere, and stands in the second view. */
    ADDED,
    /** It stood in the first view, and stands nowhere. */
    REMOVED,
    /** It stands in both, with other facts. */
    CHANGED,
    /** It stood before, outside of the first view: another department's, for example. */
    ENTERED,
    /** It still stands, outside of the second view. What became of it there is not told. */
    LEFT
  }

  private static final ObjectMapper JSON = new JsonMapper();

  public AssetChange {
    columns = List.copyOf(columns);
  }

  /**
   * Compares. Reads and writes nothing.
   *
   * @param before null when nothing was known of it
   * @param after as {@code before}
   * @return empty when the views show no difference
   */
  static Optional<AssetChange> between(
      AssetId asset, AssetState before, AssetFilter first, AssetState after, AssetFilter second) {
    boolean was = shows(first, asset, before);
    boolean is = shows(second, asset, after);
    if (was && is) {
      List<String> columns = columns(before.facts(), after.facts());
      return columns.isEmpty()
          ? Optional.empty()
          : Optional.of(new AssetChange(asset, Kind.CHANGED, columns, before, after));
    }
    if (was) {
      return Optional.of(
          stands(after)
              ? new AssetChange(asset, Kind.LEFT, List.of(), before, null)
              : new AssetChange(asset, Kind.REMOVED, List.of(), before, after));
    }
    return is
        ? Optional.of(
            new AssetChange(
                asset, stands(before) ? Kind.ENTERED : Kind.ADDED, List.of(), null, after))
        : Optional.empty();
  }

  private static boolean stands(AssetState state) {
    return state != null && state.facts() != null;
  }

  private static boolean shows(AssetFilter filter, AssetId asset, AssetState state) {
    return stands(state)
        && filter.isOf(state.facts().department(), state.facts().tenant())
        && filter.isOfKind(asset.kind());
  }

  private static List<String> columns(AssetFacts before, AssetFacts after) {
    TreeSet<String> columns = new TreeSet<>();
    if (!before.document().equals(after.document())) {
      JsonNode was = document(before);
      JsonNode is = document(after);
      was.fieldNames().forEachRemaining(columns::add);
      is.fieldNames().forEachRemaining(columns::add);
      columns.removeIf(column -> Objects.equals(was.get(column), is.get(column)));
    }
    addUnlessEqual(columns, "department", before.department(), after.department());
    addUnlessEqual(columns, "tenant", before.tenant(), after.tenant());
    addUnlessEqual(columns, "project", before.project(), after.project());
    return List.copyOf(columns);
  }

  private static void addUnlessEqual(
      TreeSet<String> columns, String column, String before, String after) {
    if (!Objects.equals(before, after)) {
      columns.add(column);
    }
  }

  private static JsonNode document(AssetFacts facts) {
    try {
      return JSON.readTree(facts.document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recorded document is not JSON: it was tampered with", e);
    }
  }
}
