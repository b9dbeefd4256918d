package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.Absence;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.StoredEvent;
import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** One event for whoever may see it; that it was given out is recorded. Thread-safe. */
@Component
public final class EventByIndex {
  private final Database database;
  private final LedgerReader events;
  private final EventQuestions questions;
  private final ReadRecord reads;

  EventByIndex(Database database, LedgerReader events, EventQuestions questions, ReadRecord reads) {
    this.database = database;
    this.events = events;
    this.questions = questions;
    this.reads = reads;
  }

  /**
   * An index as a path has it.
   *
   * @throws Problem 400 when it is none
   */
  public static long parse(String index) {
    try {
      if (index.matches("0|[1-9][0-9]{0,18}")) {
        return Long.parseLong(index);
      }
    } catch (NumberFormatException e) {
      // Nineteen digits can be more than a long; told below.
    }
    throw Problem.badField("index", "index is %s; it must be a whole number".formatted(index));
  }

  /**
   * The event with an index.
   *
   * @return its body is null when it was removed
   * @throws Problem 404 when there is none, or its body lies in a file that is not here; 403 when
   *     whoever is signed in must not see it
   */
  public StoredEvent read(EventReading reading, long index) {
    database.requireReady();
    StoredEvent event =
        events.read(EventFilter.ALL, index, 1).stream()
            .filter(found -> found.index() == index)
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.of(
                        HttpStatus.NOT_FOUND,
                        "the log has not grown as far as event %d".formatted(index)));
    if (!questions.isVisible(SignedIn.user(), event)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "event %d is not yours to read: events about access need the permission %s, others %s or a tenant of your own that they concern"
              .formatted(index, Permission.READ_SIGN_INS, Permission.READ_EVENTS));
    }
    reads.record(reading, List.of(event));
    Absence absence = event.absence();
    if (absence != null && !absence.removed()) {
      throw absent(
          HttpStatus.NOT_FOUND, event, "the body of event %d was %s".formatted(index, absence));
    }
    return event;
  }

  /** An answer that tells of an event whose body is not here. */
  static Problem absent(HttpStatus status, StoredEvent event, String detail) {
    Problem problem = Problem.of(status, detail);
    problem.getBody().setProperty("leafHash", event.leafHash().toString());
    problem.getBody().setProperty("absence", event.absence());
    return problem;
  }
}
