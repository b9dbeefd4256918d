package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.Query;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The table {@code ledger_body_removed}: single bodies that are gone. */
final class RemovedBodies {
  private RemovedBodies() {}

  /** Has events say why their bodies are not there, as far as it is recorded. */
  static List<StoredEvent> explain(DataSource source, List<StoredEvent> events) {
    List<String> asked =
        events.stream()
            .filter(event -> event.body() == null && event.absence() == null)
            .map(event -> String.valueOf(event.index()))
            .toList();
    if (asked.isEmpty()) {
      return events;
    }
    Map<Long, Absence> known = new HashMap<>();
    new Query("read why bodies were removed")
        .sql(
            """
            select index, removed_at, removed_event, rule from ledger_body_removed
            where index = any (cast(? as bigint[]))""",
            asked)
        .list(
            source,
            row ->
                known.put(
                    row.getLong(1),
                    new Absence(
                        true,
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getLong(3),
                        row.getString(4),
                        null)));
    return events.stream().map(event -> explained(event, known.get(event.index()))).toList();
  }

  private static StoredEvent explained(StoredEvent event, Absence absence) {
    return absence == null
        ? event
        : new StoredEvent(event.index(), event.leaf(), event.leafHash(), null, absence);
  }
}
