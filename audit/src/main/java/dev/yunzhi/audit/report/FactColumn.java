package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.yunzhi.audit.asset.AssetVersion;
import java.time.Instant;

/**
 * A column of a report of the record, and where its values come from.
 *
 * @param value of one version; a JSON null when it is not known
 */
public record FactColumn(ReportColumn column, Value value) {

  /** Reads a value out of a version. Pure. */
  @FunctionalInterface
  public interface Value {
    /**
     * The value.
     *
     * @param document the version's, parsed
     * @param at the instant that the report shows
     */
    JsonNode of(AssetVersion version, JsonNode document, Instant at);
  }

  /** The member of the document that has the column's key. */
  public static FactColumn member(ReportColumn column) {
    return new FactColumn(column, (version, document, at) -> orNull(document.get(column.key())));
  }

  /** A column of the asset report. */
  public static FactColumn of(AssetColumn column) {
    return new FactColumn(
        column.column(), (version, document, at) -> column.of(version, document, at));
  }

  /** The same under another heading. */
  public static FactColumn of(AssetColumn column, String english, String chinese) {
    ReportColumn plain = column.column();
    return new FactColumn(
        new ReportColumn(plain.key(), new Label(english, chinese), plain.type(), plain.adds()),
        (version, document, at) -> column.of(version, document, at));
  }

  /** A member that is an object, as one text: {@code cpu=4, memory=8Gi}, in order of the names. */
  public static FactColumn pairs(String key, String english, String chinese) {
    return new FactColumn(
        ReportColumn.text(key, english, chinese),
        (version, document, at) -> Pairs.text(document.path(key)));
  }

  static JsonNode orNull(JsonNode value) {
    return value == null ? JsonNodeFactory.instance.nullNode() : value;
  }
}
