package dev.yunzhi.e2e.shared;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Estates that the test classes of one JVM share, known by the lock that these classes take: each
 * starts when the first asks for it and ends after the last that has the lock, for what nobody uses
 * takes processors from the tests that are left. Thread-safe.
 */
public final class SharedEstates {
  private static final Map<String, Store> STARTED = new ConcurrentHashMap<>();

  private SharedEstates() {}

  /** The one estate of a lock, started if there is none. */
  public static <E extends AutoCloseable> E of(
      ExtensionContext context, String lock, Class<E> type, Supplier<E> start) {
    Store store = context.getRoot().getStore(Namespace.create(SharedEstates.class));
    E estate = store.computeIfAbsent(lock, key -> start.get(), type);
    STARTED.put(lock, store);
    return estate;
  }

  /** Ends the estate of a lock, if there is one. JUnit ends what is left when all is done. */
  static void end(String lock) throws Exception {
    Store store = STARTED.remove(lock);
    if (store == null) {
      return;
    }
    AutoCloseable estate = store.remove(lock, AutoCloseable.class);
    if (estate != null) {
      estate.close();
    }
  }
}
