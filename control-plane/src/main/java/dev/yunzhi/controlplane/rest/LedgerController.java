package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.Head;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The ledger, to be read. */
@RestController
class LedgerController {
  private static final List<String> PAGED = with("order", "limit", "cursor");
  private static final List<String> STREAMED = with("cursor");

  private final Database database;
  private final Ledger ledger;
  private final EventQuery events;
  private final EventQuestions questions;
  private final EventStream stream;

  LedgerController(
      Database database,
      Ledger ledger,
      EventQuery events,
      EventQuestions questions,
      EventStream stream) {
    this.database = database;
    this.ledger = ledger;
    this.events = events;
    this.questions = questions;
    this.stream = stream;
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

  /** A page as JSON, or a stream where the client asks for {@code application/x-ndjson}. */
  @GetMapping("/api/v1/audit/events")
  ResponseEntity<EventQuery.Page> events(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!wantsStream(request)) {
      return ResponseEntity.ok(page(request));
    }
    QueryParameters query = QueryParameters.of(request, STREAMED);
    EventSearch search = questions.read(SignedIn.user(), query);
    stream.write(
        EventReading.of(request, "stream", query.given()),
        search,
        query.number("cursor", 0, Long.MAX_VALUE, 0),
        () -> {
          response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
          return response.getOutputStream();
        });
    return null;
  }

  private EventQuery.Page page(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, PAGED);
    EventSearch search = questions.read(SignedIn.user(), query);
    boolean latest = query.oneOf("order", List.of("oldest", "latest"), "oldest").equals("latest");
    int limit = (int) query.number("limit", 1, 1000, 50);
    long cursor = query.number("cursor", 0, Long.MAX_VALUE, latest ? Long.MAX_VALUE : 0);
    EventReading reading = EventReading.of(request, "page", query.given());
    return latest
        ? events.latest(reading, search, cursor, limit)
        : events.oldest(reading, search, cursor, limit);
  }

  private static boolean wantsStream(HttpServletRequest request) {
    try {
      return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
          .anyMatch(MediaType.APPLICATION_NDJSON::equalsTypeAndSubtype);
    } catch (InvalidMediaTypeException e) {
      // Spring tells who wrote it when it looks for a form to answer in.
      return false;
    }
  }

  private static List<String> with(String... more) {
    List<String> all = new ArrayList<>(EventQuestions.PARAMETERS);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
