package dev.yunzhi.audit.asset;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.asset.AssetTimeline.Change;
import dev.yunzhi.audit.ledger.Appended;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerTransaction;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.audit.store.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Records what becomes of assets: a version for each change, and a leaf in the ledger with it, in
 * one transaction. What was seen before and says nothing new is not recorded, so observing again
 * after a crash doubles nothing. Thread-safe.
 */
public final class AssetHistory {
  private final DataSource source;
  private final Ledger ledger;

  /**
   * @param source the database that the ledger is in
   */
  public AssetHistory(DataSource source, Ledger ledger) {
    this.source = source;
    this.ledger = ledger;
  }

  /**
   * Records those of the observations that differ from what held at their instants. They may come
   * late and in any order of time; of two at one instant, the one recorded later holds.
   *
   * @return how many versions were recorded
   * @throws InvalidFieldException when an observation cannot be recorded; then none of them is
   * @throws StoreException when the database failed; observe the same again
   */
  public int observe(List<Observation> observations) {
    // Most observations say nothing new: find that out without keeping the ledger's writers
    // waiting.
    List<Observation> news =
        Transactions.run(source, "compare assets", connection -> changed(connection, observations));
    if (news.isEmpty()) {
      return 0;
    }
    return ledger.transact(
        "record " + news.size() + " changes of assets", transaction -> record(transaction, news));
  }

  /**
   * Takes in a full list: observes what is in it, and records as gone, at that instant, what stands
   * in the record and is not in the list. So nothing that was deleted while nobody looked stays
   * alive.
   *
   * @param live everything of that cluster and kind that there is
   * @param at an instant before the list was asked for, so that what was seen meanwhile is kept
   * @return how many versions were recorded
   * @throws InvalidFieldException when the list holds another cluster or kind, or an asset as gone
   * @throws StoreException when the database failed
   */
  public int resync(String cluster, String kind, Map<AssetId, AssetFacts> live, Instant at) {
    List<Observation> observations = new ArrayList<>();
    live.forEach(
        (asset, facts) -> {
          requireOf(cluster, kind, asset);
          observations.add(Observation.seen(asset, at, facts));
        });
    for (AssetId asset : AssetTable.standing(source, cluster, kind, at)) {
      if (!live.containsKey(asset)) {
        observations.add(Observation.gone(asset, at));
      }
    }
    return observe(observations);
  }

  private static void requireOf(String cluster, String kind, AssetId asset) {
    if (!asset.cluster().equals(cluster) || !asset.kind().equals(kind)) {
      throw new InvalidFieldException(
          "live",
          "holds a %s of cluster %s; the list is of every %s of cluster %s"
              .formatted(asset.kind(), asset.cluster(), kind, cluster));
    }
  }

  /** All observations of those assets that have news. */
  private static List<Observation> changed(Connection connection, List<Observation> observations)
      throws SQLException {
    Map<AssetId, AssetTimeline> timelines = timelines(connection, observations);
    Set<AssetId> changed = new HashSet<>();
    for (Observation observation : observations) {
      if (timelines.get(observation.asset()).add(observation).isPresent()) {
        changed.add(observation.asset());
      }
    }
    return observations.stream().filter(o -> changed.contains(o.asset())).toList();
  }

  /**
   * The same for whoever records more with it, in one transaction.
   *
   * @return how many versions were recorded; their leaves follow each other
   * @throws InvalidFieldException when an observation cannot be recorded; then the transaction must
   *     not be committed
   */
  public static int record(LedgerTransaction transaction, List<Observation> observations)
      throws SQLException {
    Connection connection = transaction.connection();
    Map<AssetId, AssetTimeline> timelines = timelines(connection, observations);
    List<Change> changes = new ArrayList<>();
    for (Observation observation : observations) {
      timelines.get(observation.asset()).add(observation).ifPresent(changes::add);
    }
    List<Appended> appended = transaction.append(changes.stream().map(AssetEvent::of).toList());
    for (int i = 0; i < changes.size(); i++) {
      if (appended.get(i).duplicate()) {
        throw new IllegalStateException(
            "leaf %d records a change of asset %s that the history does not have: one of them was tampered with"
                .formatted(appended.get(i).index(), changes.get(i).asset));
      }
      changes.get(i).leaf = appended.get(i).index();
    }
    List<Change> ended = new ArrayList<>();
    timelines.values().forEach(timeline -> ended.addAll(timeline.ended()));
    AssetTable.insert(connection, changes, transaction.recordedAt());
    AssetTable.end(connection, ended, transaction.recordedAt());
    return changes.size();
  }

  private static Map<AssetId, AssetTimeline> timelines(
      Connection connection, Collection<Observation> observations) throws SQLException {
    Map<AssetId, Instant> earliest = new HashMap<>();
    for (Observation observation : observations) {
      earliest.merge(observation.asset(), observation.at(), (a, b) -> a.isBefore(b) ? a : b);
    }
    return AssetTable.timelines(connection, earliest);
  }
}
