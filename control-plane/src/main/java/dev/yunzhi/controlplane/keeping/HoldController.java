package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.keeping.Hold;
import dev.yunzhi.audit.keeping.HoldScope;
import dev.yunzhi.audit.keeping.Holds;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds: to see them, place them and lift them. */
@RestController
class HoldController {
  private static final String PATH = "/api/v1/audit/holds";

  private final Database database;
  private final Holds holds;

  HoldController(Database database, Holds holds) {
    this.database = database;
    this.holds = holds;
  }

  /** The latest first. */
  record HoldList(List<Hold> items) {}

  @GetMapping(PATH)
  HoldList list(HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    database.requireReady();
    return new HoldList(holds.list());
  }

  @PostMapping(PATH)
  Hold place(HttpServletRequest request) {
    QueryParameters query =
        QueryParameters.of(
            request, List.of("stream", "tenant", "from", "until", "reason", "ticket"));
    String reason = KeepingRequest.required(query, "reason");
    String ticket = KeepingRequest.required(query, "ticket");
    HoldScope scope =
        new HoldScope(
            query.text("stream"),
            query.text("tenant"),
            query.instant("from"),
            query.instant("until"));
    database.requireReady();
    return holds.place(scope, SignedIn.person(request), reason, ticket);
  }

  @PostMapping(PATH + "/{hold}/lift")
  Hold lift(@PathVariable("hold") String hold, HttpServletRequest request) {
    long id = KeepingRequest.number("hold", hold);
    String reason =
        KeepingRequest.required(QueryParameters.of(request, List.of("reason")), "reason");
    database.requireReady();
    return holds.lift(id, SignedIn.person(request), reason);
  }
}
