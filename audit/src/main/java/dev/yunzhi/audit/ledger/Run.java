package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.search.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of one stream that will lie side by side in one block. What is costly is computed when it
 * is made, before the sequencer is taken.
 *
 * @param entries 1 to {@value #MOST}
 * @param terms what they can be found by; null where that is for the index to find out
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Run(List<Entry> entries, byte[] leaves, byte[] bodies, int[] terms) {
  /** As many as a bundle of tlog-tiles has. */
  static final int MOST = 256;

  /**
   * Beyond that much of bodies a run is not lengthened: somebody has to unpack it for one event.
   */
  private static final int ENOUGH_BYTES = 1 << 20;

  /** Parts events, in their order, into runs. */
  static List<Run> of(List<Entry> entries) {
    List<Run> runs = new ArrayList<>();
    List<Entry> open = new ArrayList<>();
    long bytes = 0;
    for (Entry entry : entries) {
      if (!open.isEmpty()
          && (open.size() == MOST
              || bytes + length(entry) > ENOUGH_BYTES
              || !open.get(0).stream().equals(entry.stream()))) {
        runs.add(close(open));
        open = new ArrayList<>();
        bytes = 0;
      }
      open.add(entry);
      bytes += length(entry);
    }
    if (!open.isEmpty()) {
      runs.add(close(open));
    }
    return runs;
  }

  private static int length(Entry entry) {
    return entry.body() == null ? 0 : entry.body().length;
  }

  private static Run close(List<Entry> entries) {
    return new Run(
        List.copyOf(entries),
        LeafBlock.pack(entries.stream().map(Entry::leaf).toList()),
        BodyBlock.pack(entries.stream().map(Entry::body).toList()),
        terms(entries));
  }

  private static int[] terms(List<Entry> entries) {
    return entries.stream().anyMatch(entry -> entry.terms() == null)
        ? null
        : Terms.union(entries.stream().map(Entry::terms).toList());
  }

  String stream() {
    return entries.get(0).stream();
  }

  Instant minTime() {
    return entries.stream().map(Entry::time).min(Instant::compareTo).orElseThrow();
  }

  Instant maxTime() {
    return entries.stream().map(Entry::time).max(Instant::compareTo).orElseThrow();
  }
}
