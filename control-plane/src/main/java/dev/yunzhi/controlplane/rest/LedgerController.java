package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.Head;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.controlplane.identity.Permission;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The ledger, to be read. */
@RestController
class LedgerController {
  private final Database database;
  private final Ledger ledger;
  private final EventQuery events;

  LedgerController(Database database, Ledger ledger, EventQuery events) {
    this.database = database;
    this.ledger = ledger;
    this.events = events;
  }

  /** The state of the ledger. */
  record HeadAnswer(long size, String rootHash, Instant recordedAt) {}

  @GetMapping("/api/v1/audit/head")
  HeadAnswer head(HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    database.requireReady();
    Head head = ledger.head();
    return new HeadAnswer(head.size(), head.rootHash().toString(), head.recordedAt());
  }

  @GetMapping("/api/v1/audit/events")
  EventQuery.Page events(HttpServletRequest request) {
    QueryParameters query =
        QueryParameters.of(request, List.of("stream", "user", "tenant", "limit", "cursor"));
    String stream = query.text("stream");
    Set<String> hidden =
        SignedIn.may(Permission.READ_SIGN_INS) ? Set.of() : Set.copyOf(Streams.ABOUT_ACCESS);
    if (stream != null && hidden.contains(stream)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "the stream %s needs the permission %s, which %s hold"
                  .formatted(stream, Permission.READ_SIGN_INS, Permission.READ_SIGN_INS.holders()))
          .at("stream");
    }
    return events.find(
        new EventQuery.Criteria(stream, hidden, query.text("user"), query.text("tenant")),
        query.number("cursor", 0, Long.MAX_VALUE, 0),
        (int) query.number("limit", 1, 1000, 100));
  }
}
