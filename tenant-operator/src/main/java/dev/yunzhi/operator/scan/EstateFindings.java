package dev.yunzhi.operator.scan;

import com.github.benmanes.caffeine.cache.Interner;
import dev.yunzhi.operator.scan.Standing.Dated;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What stands against the objects that are judged. Of objects that nothing stands against nothing
 * is kept, so memory grows with the violations and not with the estate. Not thread-safe.
 */
final class EstateFindings {

  private final Map<String, TreeMap<ObjectKey, Standing>> namespaces = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private final Tally tally = new Tally();

  /** Many objects are at fault in the same words. */
  private final Interner<Violation> alike = Interner.newWeakInterner();

  /** Takes over what was found before this program began; of one object it may come in parts. */
  void restore(String namespace, ObjectKey key, Standing standing) {
    Standing its = standing.mapped(alike::intern);
    namespaces.computeIfAbsent(namespace, n -> new TreeMap<>()).merge(key, its, Standing::with);
    tally.add(its);
  }

  /**
   * What stood against an object, and what does now.
   *
   * @param before null when nothing did
   * @param after null when nothing does
   */
  record Turn(Standing before, Standing after) {

    /** Whether other violations stand now, or the same otherwise. */
    boolean changed() {
      return !violations(before).equals(violations(after));
    }

    /** Ids of the policies that found something before and do so no more. */
    Set<String> resolved() {
      Set<String> policies = new TreeSet<>();
      violations(before).forEach(dated -> policies.add(dated.violation().policy()));
      violations(after).forEach(dated -> policies.remove(dated.violation().policy()));
      return policies;
    }

    private static List<Dated> violations(Standing standing) {
      return standing == null ? List.of() : standing.violations();
    }
  }

  /** Takes in what came of one object. */
  Turn put(Judged judged, long run, Instant now) {
    String namespace = judged.namespace();
    ObjectKey key = judged.key();
    Standing before = get(namespace, key);
    List<Dated> violations = violations(judged, before, now);
    if (violations.isEmpty() && judged.failure() == null) {
      remove(namespace, key);
      return new Turn(before, null);
    }
    var standing =
        new Standing(judged.uid(), judged.apiVersion(), violations, judged.failure(), run);
    namespaces.computeIfAbsent(namespace, n -> new TreeMap<>()).put(key, standing);
    tally.add(standing);
    if (before != null) {
      tally.remove(before);
    }
    if (before == null
        || !before.violations().equals(violations)
        || !Objects.equals(before.failure(), judged.failure())
        || !before.uid().equals(judged.uid())) {
      touched.add(namespace);
    }
    return new Turn(before, standing);
  }

  /** Of what could not be judged, what was known before still stands. */
  private List<Dated> violations(Judged judged, Standing before, Instant now) {
    if (judged.failure() != null) {
      return before == null ? List.of() : before.violations();
    }
    var violations = new ArrayList<Dated>();
    judged.findings().stream()
        .map(Violation::of)
        .sorted(Violation.ORDER)
        .forEach(v -> violations.add(dated(alike.intern(v), before, now)));
    return List.copyOf(violations);
  }

  private static Dated dated(Violation violation, Standing before, Instant now) {
    if (before != null) {
      for (Dated old : before.violations()) {
        if (old.violation().equals(violation)) {
          return new Dated(violation, old.since());
        }
      }
    }
    return new Dated(violation, now.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Forgets an object that is gone.
   *
   * @return what stood against it; null when nothing did
   */
  Standing remove(String namespace, ObjectKey key) {
    var objects = namespaces.get(namespace);
    Standing before = objects == null ? null : objects.remove(key);
    if (before != null) {
      touched.add(namespace);
      tally.remove(before);
      if (objects.isEmpty()) {
        namespaces.remove(namespace);
      }
    }
    return before;
  }

  /**
   * Forgets the objects of a kind that a run which looked at all of them has not seen.
   *
   * @param within null for all namespaces
   * @param gone is told of each, with its namespace
   */
  void removeUnseen(
      ScannedKind kind,
      String within,
      long run,
      BiConsumer<String, Map.Entry<ObjectKey, Standing>> gone) {
    for (String namespace : within == null ? List.copyOf(namespaces.keySet()) : List.of(within)) {
      var unseen =
          of(namespace).entrySet().stream()
              .filter(e -> e.getKey().kind() == kind && e.getValue().run() < run)
              .map(Map.Entry::copyOf)
              .toList();
      for (var entry : unseen) {
        remove(namespace, entry.getKey());
        gone.accept(namespace, entry);
      }
    }
  }

  /** Knows nothing more of the other namespaces, whose objects stay as they are. */
  void retain(Predicate<String> wanted) {
    namespaces
        .entrySet()
        .removeIf(
            namespace -> {
              boolean goes = !wanted.test(namespace.getKey());
              if (goes) {
                namespace.getValue().values().forEach(tally::remove);
              }
              return goes;
            });
    touched.removeIf(wanted.negate());
  }

  Standing get(String namespace, ObjectKey key) {
    return of(namespace).get(key);
  }

  /** What stands in a namespace, by object. */
  Map<ObjectKey, Standing> of(String namespace) {
    Map<ObjectKey, Standing> its = namespaces.get(namespace);
    return its == null ? Map.of() : its;
  }

  /** How much stands altogether; it goes on with what is found. */
  Tally tally() {
    return tally;
  }

  /** Namespaces in which anything stands. */
  Set<String> namespaces() {
    return namespaces.keySet();
  }

  /** Namespaces in which something has changed since this was last asked. */
  Set<String> takeTouched() {
    var taken = Set.copyOf(touched);
    touched.clear();
    return taken;
  }
}
