package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.asset.AsOf;
import dev.yunzhi.audit.asset.AssetFilter;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.AssetVersion;
import dev.yunzhi.audit.report.AssetColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The department tree as it stood at an instant, out of the record: departments are moved and
 * merged, and a report of the day before shows them where they were. Thread-safe.
 */
@Component
public final class PastTree {

  /** What {@link Governed} writes last; a title cannot forge it, for the code comes after it. */
  private static final Pattern PARENT = Pattern.compile("; code: [0-9]+; parent: ([-a-z0-9]+)$");

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
      String specification =
          JSON.readTree(version.facts().document()).path(AssetColumn.SPECIFICATION.key()).asText();
      var parent = PARENT.matcher(specification);
      if (parent.find()) {
        parents.put(version.asset().name(), parent.group(1));
      }
    }
  }
}
