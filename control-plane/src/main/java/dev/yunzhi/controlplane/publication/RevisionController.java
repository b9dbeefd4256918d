package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The revisions of the policies: to see them, to roll back to one, and to let them go on. */
@RestController
class RevisionController {
  private final RevisionStore store;
  private final Publication publication;
  private final ObjectProvider<Publisher> publisher;

  RevisionController(
      RevisionStore store, Publication publication, ObjectProvider<Publisher> publisher) {
    this.store = store;
    this.publication = publication;
    this.publisher = publisher;
  }

  /**
   * The revisions, the latest first.
   *
   * @param current name of the one that agents are to have; null when there is none
   * @param held null while the policies go on
   */
  record Revisions(String current, Hold held, List<Revision> items) {}

  @GetMapping("/api/v1/policy/revisions")
  Revisions list(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("limit"));
    List<Revision> items = store.list((int) query.number("limit", 1, 1000, 100));
    return new Revisions(
        items.isEmpty() ? null : items.get(0).name(), store.hold().orElse(null), items);
  }

  @PostMapping("/api/v1/policy/revisions/{revision}/rollback")
  Revision rollBack(@PathVariable("revision") String revision, HttpServletRequest request)
      throws IOException {
    String reason = reason(request);
    try {
      Revision made = publication.rollBack(revision, SignedIn.person(request), reason).revision();
      publisher.ifAvailable(Publisher::wake);
      return made;
    } catch (OpaException e) {
      throw Problem.retry(HttpStatus.SERVICE_UNAVAILABLE, Duration.ofSeconds(5), e.getMessage(), e);
    }
  }

  @PostMapping("/api/v1/policy/resume")
  Map<String, Boolean> resume(HttpServletRequest request) {
    boolean wasHeld = publication.resume(SignedIn.person(request), reason(request));
    publisher.ifAvailable(Publisher::wake);
    return Map.of("wasHeld", wasHeld);
  }

  private static String reason(HttpServletRequest request) {
    String reason = QueryParameters.of(request, List.of("reason")).text("reason");
    return reason == null ? "" : reason;
  }
}
