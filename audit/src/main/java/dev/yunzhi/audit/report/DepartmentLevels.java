package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The level of administration of each row's department, out of the record of the same instant.
 * Holds one word for each department there was.
 */
final class DepartmentLevels {
  /** The member of a department's document that says it, and of the row's that is given it. */
  static final String LEVEL = "level";

  private static final String KIND = "Department";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DepartmentLevels() {}

  static RowFacts read(AssetReader assets, AsOf asOf, AssetFilter filter) throws IOException {
    Map<String, String> levels = new HashMap<>();
    assets.stream(
        asOf,
        new AssetFilter(filter.departments(), null, KIND),
        department -> {
          JsonNode level = JSON.readTree(department.facts().document()).path(LEVEL);
          if (level.isTextual()) {
            levels.put(department.asset().name(), level.textValue());
          }
        });
    return (version, document) -> {
      String level = levels.get(version.facts().department());
      if (level != null) {
        document.put(LEVEL, level);
      }
    };
  }
}
