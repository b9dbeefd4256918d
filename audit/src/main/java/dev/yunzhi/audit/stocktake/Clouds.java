package dev.yunzhi.audit.stocktake;

import dev.yunzhi.audit.asset.AssetGrouping;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which clouds can be looked into at the instant: as many as there are. The home cluster, on which
 * the inventory runs, is always seen. Not thread-safe.
 */
final class Clouds implements Counted {
  private static final String CLOUD = "Cloud";
  private static final String CLUSTER = "Cluster";

  /** The state of a cluster that the inventory sees. */
  private static final String SEEN = "Seen";

  static final AssetGrouping GROUPING =
      new AssetGrouping(
          "select case a.kind when 'Cloud' then a.name else a.cluster end",
          Set.of(CLOUD),
          Set.of(CLUSTER),
          Set.of(),
          Set.of(),
          List.of(CLOUD));

  private final Map<String, String> states = new HashMap<>();
  private GroupedAsset cloud;

  @Override
  public void add(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    if (asset.asset().kind().equals(CLOUD)) {
      cloud = asset;
      boolean home = asset.asset().name().equals(asset.asset().cluster());
      if (!home && asset.group().live() == 0) {
        findings.accept(
            Discrepancy.ofBooks(
                Finding.CLOUD_NEVER_SEEN, asset, Document.of(asset).text("state"), null));
      }
      return;
    }
    String state = String.valueOf(Document.of(asset).text("state"));
    states.put(asset.key(), state);
    if (asset.group().onBooks() == 0) {
      findings.accept(Discrepancy.ofFound(Finding.CLUSTER_WITHOUT_CLOUD, asset, null, state));
    } else if (!state.equals(SEEN)) {
      findings.accept(
          Discrepancy.ofBoth(
              Finding.CLOUD_NOT_SEEN, cloud, Document.of(cloud).text("state"), asset, state));
    }
  }

  /**
   * Whether nobody can say what is on it now.
   *
   * @param name of a cloud that something is to be on; null is the home cluster
   * @param home the name of the home cluster
   */
  boolean hides(String name, String home) {
    return name != null && !name.equals(home) && !SEEN.equals(states.get(name));
  }

  /** Whether what is seen of a cluster was seen some time ago. */
  boolean lost(String cluster) {
    return states.containsKey(cluster) && !SEEN.equals(states.get(cluster));
  }

  /** How it is with a cloud, in a word. */
  String state(String name) {
    return states.getOrDefault(name, "NeverSeen");
  }
}
