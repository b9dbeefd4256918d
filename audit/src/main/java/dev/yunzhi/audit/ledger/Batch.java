package dev.yunzhi.audit.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Events as a caller gave them, each once, ready for the sequencer.
 *
 * @param entries all, in the caller's order
 * @param distinct each key's first
 * @param runs the distinct ones, packed; null where they are so few that they wait for company
 */
record Batch(List<Entry> entries, List<Entry> distinct, List<Run> runs) {
  /** Smaller ones are put together before they are packed: one event alone packs badly. */
  private static final int SMALL = 64;

  static Batch of(List<Entry> entries) {
    List<Entry> distinct = distinct(entries, new HashSet<>());
    return new Batch(entries, distinct, distinct.size() < SMALL ? null : Run.of(distinct));
  }

  private static List<Entry> distinct(List<Entry> entries, Set<Entry.Key> before) {
    return entries.stream().filter(entry -> before.add(entry.key())).toList();
  }

  /** Several as one, packed. */
  static Batch joined(List<Batch> batches) {
    List<Entry> entries = new ArrayList<>();
    List<Entry> distinct = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    List<Entry> unpacked = new ArrayList<>();
    Set<Entry.Key> before = new HashSet<>();
    for (Batch batch : batches) {
      entries.addAll(batch.entries);
      List<Entry> fresh = distinct(batch.distinct, before);
      distinct.addAll(fresh);
      if (batch.runs == null || fresh.size() < batch.distinct.size()) {
        unpacked.addAll(fresh);
      } else {
        runs.addAll(Run.of(unpacked));
        unpacked = new ArrayList<>();
        runs.addAll(batch.runs);
      }
    }
    runs.addAll(Run.of(unpacked));
    return new Batch(entries, distinct, runs);
  }
}
