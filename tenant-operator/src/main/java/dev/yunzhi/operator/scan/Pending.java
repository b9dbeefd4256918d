package dev.yunzhi.operator.scan;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be judged, each thing once however often it is asked for. Bounded: when more objects
 * have changed than can be kept, their kind is looked at as a whole instead. Thread-safe.
 */
final class Pending {

  private static final int MOST_CHANGES = 2000;

  /** An object that has changed, has come or is gone. */
  record Change(ServedKind kind, String namespace, String name) {

    ObjectKey key() {
      return new ObjectKey(kind.kind(), name);
    }
  }

  /** Everything that is to be judged at one time. */
  record Work(
      List<Change> changes,
      Set<String> namespaces,
      Set<ScannedKind> kinds,
      boolean everything,
      boolean previews) {}

  private final Set<Change> changes = new LinkedHashSet<>();
  private final Set<String> namespaces = new TreeSet<>();
  private final Set<ScannedKind> kinds = EnumSet.noneOf(ScannedKind.class);
  private boolean everything;
  private boolean previews;
  private boolean others;

  synchronized void changed(Change change) {
    if (kinds.contains(change.kind().kind())) {
      return;
    }
    if (changes.size() >= MOST_CHANGES) {
      kind(change.kind().kind());
      return;
    }
    changes.add(change);
    notifyAll();
  }

  /** All objects of a namespace, since its context has changed. */
  synchronized void namespace(String namespace) {
    namespaces.add(namespace);
    notifyAll();
  }

  /** All objects of a kind, since changes of some may have been missed. */
  synchronized void kind(ScannedKind kind) {
    kinds.add(kind);
    changes.removeIf(change -> change.kind().kind() == kind);
    notifyAll();
  }

  synchronized void everything() {
    everything = true;
    notifyAll();
  }

  /** What policies that are not enforced would find. */
  synchronized void previews() {
    previews = true;
    notifyAll();
  }

  /** What other replicas do or have found, of which there is nothing to be judged. */
  synchronized void others() {
    others = true;
    notifyAll();
  }

  /** Waits until there is something to do, or for so long. */
  synchronized void await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis();
    while (left > 0 && isEmpty()) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private boolean isEmpty() {
    return changes.isEmpty()
        && namespaces.isEmpty()
        && kinds.isEmpty()
        && !everything
        && !previews
        && !others;
  }

  /** All that there is to do. */
  synchronized Work take() {
    var work =
        new Work(takeChanges(), Set.copyOf(namespaces), Set.copyOf(kinds), everything, previews);
    namespaces.clear();
    kinds.clear();
    everything = false;
    previews = false;
    others = false;
    return work;
  }

  /** The objects that have changed, and nothing else. */
  synchronized List<Change> takeChanges() {
    var taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }
}
