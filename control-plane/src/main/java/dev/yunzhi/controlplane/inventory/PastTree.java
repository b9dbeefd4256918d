package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The department tree as it stood at an instant, out of the record: departments are moved and
 * merged, and a report of the day before shows them where they were. Thread-safe.
 */
@Component
public final class PastTree {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AssetReader assets;

  PastTree(AssetReader assets) {
    this.assets = assets;
  }

  /**
   * A department and all that were below it then. One that the record does not know is alone.
   *
   * @return names; never empty
   */
  public Set<String> subtree(String name, AsOf then) {
    Map<String, String> parents = parents(then);
    return DepartmentTree.subtree(
        name,
        at ->
            parents.entrySet().stream()
                .filter(child -> child.getValue().equals(at))
                .map(Map.Entry::getKey));
  }

  private Map<String, String> parents(AsOf then) {
    var parents = new HashMap<String, String>();
    var departments = new AssetFilter(null, null, AssetKinds.DEPARTMENT.name());
    try {
      assets.stream(then, departments, version -> takeIn(version, parents));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parents;
  }

  private static void takeIn(AssetVersion version, Map<String, String> parents) throws IOException {
    if (version.facts() != null) {
      JsonNode parent = JSON.readTree(version.facts().document()).path(Governed.PARENT);
      if (parent.isTextual()) {
        parents.put(version.asset().name(), parent.textValue());
      }
    }
  }
}
