package dev.yunzhi.audit.asset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.BoundedText;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.json.CanonicalJson;

/**
 * What is known of an asset while a version holds. Names have 1 to {@value AssetId#MAX_BYTES} bytes
 * of UTF-8.
 *
 * @param department the department's name, null when the asset belongs to none
 * @param tenant the tenant's name, or null
 * @param project the project's name, or null
 * @param document the other facts as canonical JSON (RFC 8785), an object. A report finds its
 *     columns there by {@link dev.yunzhi.audit.report.AssetColumn#key()}
 */
public record AssetFacts(String department, String tenant, String project, String document) {
  /**
   * Checks the names.
   *
   * @throws InvalidFieldException when one is empty, too long or holds a NUL
   */
  public AssetFacts {
    requireName("department", department);
    requireName("tenant", tenant);
    requireName("project", project);
  }

  /**
   * Takes the document as a tree.
   *
   * @throws InvalidFieldException when it is not an object, or holds what JSON cannot
   */
  public static AssetFacts of(String department, String tenant, String project, JsonNode document) {
    if (!document.isObject()) {
      throw new InvalidFieldException("document", "is not a JSON object");
    }
    return new AssetFacts(department, tenant, project, CanonicalJson.of("document", document));
  }

  private static void requireName(String field, String name) {
    if (name != null) {
      BoundedText.require(field, name, 1, AssetId.MAX_BYTES);
    }
  }
}
