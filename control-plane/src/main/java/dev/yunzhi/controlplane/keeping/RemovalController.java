package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.keeping.Removal;
import dev.yunzhi.audit.keeping.Removals;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Removal of single bodies: one person demands it, another decides. */
@RestController
class RemovalController {
  private static final String PATH = "/api/v1/audit/removals";

  private final Database database;
  private final Removals removals;

  RemovalController(Database database, Removals removals) {
    this.database = database;
    this.removals = removals;
  }

  /** The latest first. */
  record RemovalList(List<Removal> items) {}

  @GetMapping(PATH)
  RemovalList list(HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    database.requireReady();
    return new RemovalList(removals.list());
  }

  @PostMapping(PATH)
  Removal propose(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("index", "reason", "ticket"));
    long index = KeepingRequest.number("index", KeepingRequest.required(query, "index"));
    String reason = KeepingRequest.required(query, "reason");
    String ticket = KeepingRequest.required(query, "ticket");
    database.requireReady();
    return removals.propose(index, SignedIn.person(request), reason, ticket);
  }

  @PostMapping(PATH + "/{removal}/approve")
  Removal approve(@PathVariable("removal") String removal, HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    long id = KeepingRequest.number("removal", removal);
    database.requireReady();
    return removals.approve(id, SignedIn.person(request));
  }

  @PostMapping(PATH + "/{removal}/reject")
  Removal reject(@PathVariable("removal") String removal, HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    long id = KeepingRequest.number("removal", removal);
    database.requireReady();
    return removals.reject(id, SignedIn.person(request));
  }
}
