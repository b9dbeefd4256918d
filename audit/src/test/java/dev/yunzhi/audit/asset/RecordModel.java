package dev.yunzhi.audit.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the record should say, as lists in memory that are searched from one end to the other:
 * nothing in it is fast or clever. Time of knowledge is counted in batches. Not thread-safe.
 */
final class RecordModel {
  /**
   * Something that was kept.
   *
   * @param facts null: gone
   */
  record Kept(Instant at, int batch, AssetFacts facts) {}

  /** What stood, with its span. */
  record Stood(AssetFacts facts, Instant firstSeen, Instant from, Instant until) {}

  /** In the order in which it came. */
  private final Map<AssetId, List<Kept>> record = new HashMap<>();

  private int batch;
  private long kept;

  /** Takes in what came together. Only what is news at its instant is kept. */
  void observe(List<Observation> observations) {
    for (Observation observation : observations) {
      List<Kept> known = record.computeIfAbsent(observation.asset(), asset -> new ArrayList<>());
      Kept news = new Kept(observation.at(), batch, observation.facts());
      Kept held = last(known, observation.at(), batch);
      AssetFacts before = held == null ? null : held.facts();
      if (!Objects.equals(before, news.facts())
          && known.stream().noneMatch(one -> isSame(one, news))) {
        known.add(news);
        kept++;
      }
    }
  }

  private static boolean isSame(Kept one, Kept other) {
    return one.at().equals(other.at()) && Objects.equals(one.facts(), other.facts());
  }

  /** A full list: what should be there since its instant or longer and is not listed is gone. */
  void list(String cluster, String kind, Map<AssetId, AssetFacts> live, Instant at) {
    List<Observation> observations = new ArrayList<>();
    live.forEach((asset, facts) -> observations.add(Observation.seen(asset, at, facts)));
    record.forEach(
        (asset, known) -> {
          if (asset.cluster().equals(cluster) && asset.kind().equals(kind)) {
            Kept last = last(known, Instant.MAX, batch);
            if (last != null
                && last.facts() != null
                && !last.at().isAfter(at)
                && !live.containsKey(asset)) {
              observations.add(Observation.gone(asset, at));
            }
          }
        });
    observe(observations);
  }

  /** The batch that ends here. */
  int endBatch() {
    return batch++;
  }

  long size() {
    return kept;
  }

  /** What stood, in the order of ids. */
  Map<AssetId, Stood> state(Instant at, int knownBatch) {
    TreeMap<AssetId, Stood> state = new TreeMap<>(EstateYear.ORDER);
    record.forEach(
        (asset, known) -> {
          Kept last = last(known, at, knownBatch);
          if (last != null && last.facts() != null) {
            Instant first = null;
            Instant until = null;
            for (Kept one : known) {
              if (one.batch() <= knownBatch) {
                if (one.facts() != null && (first == null || one.at().isBefore(first))) {
                  first = one.at();
                }
                if (one.at().isAfter(at) && (until == null || one.at().isBefore(until))) {
                  until = one.at();
                }
              }
            }
            state.put(asset, new Stood(last.facts(), first, last.at(), until));
          }
        });
    return state;
  }

  private static Kept last(List<Kept> known, Instant at, int knownBatch) {
    Kept last = null;
    for (Kept one : known) {
      if (one.batch() <= knownBatch
          && !one.at().isAfter(at)
          && (last == null || !one.at().isBefore(last.at()))) {
        last = one;
      }
    }
    return last;
  }
}
