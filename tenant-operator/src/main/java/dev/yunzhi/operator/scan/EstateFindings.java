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
import java.util.function.BiConsumer;

/**
 * What stands against the objects of all tenants. Of objects that nothing stands against nothing is
 * kept, so memory grows with the violations and not with the estate. Not thread-safe.
 */
final class EstateFindings {

  private final Map<String, TreeMap<ObjectKey, Standing>> namespaces = new HashMap<>();
  private final Set<String> touched = new HashSet<>();

  /** Many objects are at fault in the same words. */
  private final Interner<Violation> alike = Interner.newWeakInterner();

  /** Takes over what was found before this program began; of one object it may come in parts. */
  void restore(String namespace, ObjectKey key, Standing standing) {
    namespaces
        .computeIfAbsent(namespace, n -> new TreeMap<>())
        .merge(key, standing, Standing::with);
  }

  /**
   * Takes in what came of one object.
   *
   * @return what stood against it before
   */
  List<Violation> put(Judged judged, long run, Instant now) {
    String namespace = judged.namespace();
    ObjectKey key = judged.key();
    Standing before = get(namespace, key);
    List<Violation> old = before == null ? List.of() : before.plain();
    List<Dated> violations = violations(judged, before, now);
    if (violations.isEmpty() && judged.failure() == null) {
      remove(namespace, key);
      return old;
    }
    var standing =
        new Standing(judged.uid(), judged.apiVersion(), violations, judged.failure(), run);
    namespaces.computeIfAbsent(namespace, n -> new TreeMap<>()).put(key, standing);
    if (before == null
        || !before.violations().equals(violations)
        || !Objects.equals(before.failure(), judged.failure())
        || !before.uid().equals(judged.uid())) {
      touched.add(namespace);
    }
    return old;
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
      for (var entry : List.copyOf(of(namespace).entrySet())) {
        if (entry.getKey().kind() == kind && entry.getValue().run() < run) {
          remove(namespace, entry.getKey());
          gone.accept(namespace, entry);
        }
      }
    }
  }

  Standing get(String namespace, ObjectKey key) {
    return of(namespace).get(key);
  }

  /** What stands in a namespace, by object. */
  Map<ObjectKey, Standing> of(String namespace) {
    return namespaces.getOrDefault(namespace, new TreeMap<>());
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
