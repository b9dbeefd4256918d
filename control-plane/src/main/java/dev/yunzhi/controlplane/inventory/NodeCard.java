package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.audit.report.AssetColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The asset card of a node: its annotations under {@code asset.yunzhi.dev/}, which policy GOV-010
 * asks for. What is not what it has to be is left out; the policy says so. Pure.
 */
final class NodeCard {
  private static final String PREFIX = "asset.yunzhi.dev/";

  private NodeCard() {}

  static void put(Map<String, String> annotations, Facts facts) {
    facts.put("assetCode", text(annotations, "code"));
    facts.put(AssetColumn.CATEGORY, text(annotations, "category"));
    facts.put(AssetColumn.CUSTODIAN, text(annotations, "custodian"));
    String acquired = text(annotations, "acquired");
    if (isDate(acquired)) {
      facts.put(AssetColumn.ACQUIRED, acquired);
    }
    facts.put(AssetColumn.ORIGINAL_VALUE.key(), number(annotations, "value"));
    String years = text(annotations, "life-years");
    if (years != null && years.matches("[1-9][0-9]?")) {
      facts.put("lifeYears", Integer.valueOf(years));
    }
  }

  private static String text(Map<String, String> annotations, String field) {
    String text = annotations.get(PREFIX + field);
    return text == null ? null : text.strip();
  }

  private static boolean isDate(String text) {
    try {
      return text != null && LocalDate.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Up to twelve digits, and cents. */
  private static BigDecimal number(Map<String, String> annotations, String field) {
    String text = text(annotations, field);
    return text != null && text.matches("[0-9]{1,12}(\\.[0-9]{1,2})?")
        ? new BigDecimal(text)
        : null;
  }
}
