package dev.yunzhi.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.InvalidFieldException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of one stream and cluster, in the form in which they are recorded. It keeps no tree: who
 * reads many events from somewhere adds each as it comes, and never has them all in memory as
 * trees, which take many times what was sent. Not thread-safe.
 */
public final class PreparedEvents {
  private final String stream;
  private final String cluster;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param stream as {@link Event} has it
   * @param cluster as {@link Event} has it
   */
  public PreparedEvents(String stream, String cluster) {
    this.stream = stream;
    this.cluster = cluster;
  }

  /**
   * One more.
   *
   * @throws InvalidFieldException when it cannot be recorded
   */
  public void add(String id, Instant time, JsonNode body) {
    entries.add(Entry.of(new Event(stream, cluster, id, time, body)));
  }

  /** Of all of them. */
  public String stream() {
    return stream;
  }

  /** Of all of them. */
  public String cluster() {
    return cluster;
  }

  List<Entry> entries() {
    return entries;
  }
}
