package dev.yunzhi.audit.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is recorded of one asset around some observations, and what those observations add to it.
 * Reads and writes nothing. Not thread-safe.
 */
final class AssetTimeline {
  /** From an instant on, until the next change, the facts hold. */
  static final class Change {
    final AssetId asset;
    final Instant at;

    /** Null: gone. */
    final AssetFacts facts;

    final boolean recorded;

    /** The ledger's index; that of a change not yet recorded is set once it is appended. */
    long leaf;

    /** When the next change begins; null: none is known. */
    Instant until;

    private Change(AssetId asset, Instant at, AssetFacts facts, boolean recorded, long leaf) {
      this.asset = asset;
      this.at = at;
      this.facts = facts;
      this.recorded = recorded;
      this.leaf = leaf;
    }

    static Change recorded(AssetId asset, Instant at, AssetFacts facts, long leaf) {
      return new Change(asset, at, facts, true, leaf);
    }
  }

  private final List<Change> changes = new ArrayList<>();

  /**
   * Takes up what is recorded: in order of time, then leaf, and at least from the last change
   * before the earliest observation on.
   */
  void resume(Change recorded) {
    changes.add(recorded);
  }

  /**
   * Takes in an observation. Empty when it says only what is known: what held just then, or what
   * was recorded at that very instant already.
   */
  Optional<Change> add(Observation observation) {
    int place = changes.size();
    while (place > 0 && changes.get(place - 1).at.isAfter(observation.at())) {
      place--;
    }
    AssetFacts held = place == 0 ? null : changes.get(place - 1).facts;
    if (Objects.equals(held, observation.facts()) || isRecorded(observation)) {
      return Optional.empty();
    }
    Change change =
        new Change(observation.asset(), observation.at(), observation.facts(), false, -1);
    changes.add(place, change);
    return Optional.of(change);
  }

  private boolean isRecorded(Observation observation) {
    return changes.stream()
        .anyMatch(
            change ->
                change.at.equals(observation.at())
                    && Objects.equals(change.facts, observation.facts()));
  }

  /** Recorded changes that a new one puts an end to, with that end. */
  List<Change> ended() {
    List<Change> ended = new ArrayList<>();
    for (int i = 0; i + 1 < changes.size(); i++) {
      Change change = changes.get(i);
      change.until = changes.get(i + 1).at;
      if (change.recorded && !changes.get(i + 1).recorded) {
        ended.add(change);
      }
    }
    return ended;
  }
}
