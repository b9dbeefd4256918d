package dev.yunzhi.controlplane.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Cloud;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.report.AssetColumn;
import java.time.Instant;
import java.util.Map;

/**
 * The cluster behind a Cloud as an asset itself. Its state says whether the inventory sees it, and
 * so from when on the rest of what stands there was not seen. Not thread-safe.
 */
final class ClusterAsset {
  static final String KIND = "Cluster";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AssetHistory history;
  private final String name;
  private Map<AssetId, AssetFacts> told;

  /**
   * @param name of the Cloud
   */
  ClusterAsset(AssetHistory history, String name) {
    this.history = history;
    this.name = name;
  }

  /**
   * Records how the inventory finds the cluster, where that is news. Nothing of a cluster that
   * nobody has ever reached.
   *
   * @throws dev.yunzhi.audit.store.StoreException when the database failed; say it again
   */
  void is(String state, Cloud cloud, Instant at) {
    String id = cloud.getStatus() == null ? null : cloud.getStatus().clusterId();
    if (id == null) {
      return;
    }
    Facts facts = new Facts();
    facts.put(AssetColumn.STATE, state);
    facts.put(AssetColumn.PLACE, cloud.getSpec().region());
    facts.put(Governed.TITLE, cloud.getSpec().displayName());
    // One that has come in the place of another is another asset, and that one is gone.
    tell(
        Map.of(
            new AssetId(name, KIND, "", name, id),
            AssetFacts.of(null, null, null, JSON.valueToTree(facts.members()))),
        at);
  }

  /** Records that it is gone; the same otherwise. */
  void isGone(Instant at) {
    tell(Map.of(), at);
  }

  private void tell(Map<AssetId, AssetFacts> now, Instant at) {
    if (!now.equals(told)) {
      history.resync(name, KIND, now, at);
      told = now;
    }
  }
}
