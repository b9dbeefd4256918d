package dev.yunzhi.e2e.failure;

import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.e2e.estate.Estate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The first leaves of the ledger with their bodies, as one digest. Read with the same size later,
 * it is equal if and only if they are all still there, as they were.
 *
 * @param size number of leaves
 * @param digest over hash and body of each
 */
record LedgerPrefix(long size, String digest) {

  /** As many leaves as there are. */
  static final int ALL = Integer.MAX_VALUE;

  static LedgerPrefix read(Estate estate, long size) {
    List<StoredEvent> events = first(estate, size);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < events.size(); i++) {
        StoredEvent event = events.get(i);
        if (event.index() != i) {
          throw new AssertionError("leaf " + i + " is missing");
        }
        digest.update(event.leafHash().bytes());
        digest.update(event.body().getBytes(StandardCharsets.UTF_8));
      }
      return new LedgerPrefix(events.size(), HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Events that stand in the ledger twice, by their id. */
  static List<String> doubled(Estate estate) {
    Set<String> seen = new HashSet<>();
    List<String> found = new ArrayList<>();
    for (StoredEvent event : first(estate, ALL)) {
      String id = event.leaf().stream() + " " + event.leaf().cluster() + " " + event.leaf().id();
      if (!seen.add(id)) {
        found.add(id);
      }
    }
    return found;
  }

  private static List<StoredEvent> first(Estate estate, long size) {
    if (size == 0) {
      return List.of();
    }
    return new LedgerReader(estate.postgres().database())
        .read(EventFilter.ALL, 0, Math.toIntExact(size));
  }
}
