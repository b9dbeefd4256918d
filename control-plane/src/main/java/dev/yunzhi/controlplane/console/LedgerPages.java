package dev.yunzhi.controlplane.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.search.Clause;
import dev.yunzhi.audit.search.Facet;
import dev.yunzhi.controlplane.rest.EventQuery;
import dev.yunzhi.controlplane.rest.EventReading;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Streams;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the ledger says, the latest first: decisions of policies, and sign-ins. */
@Controller
class LedgerPages {
  private static final int ROWS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventQuery events;

  LedgerPages(EventQuery events) {
    this.events = events;
  }

  /**
   * A decision.
   *
   * @param outcome {@code Deny}, {@code Warn}, {@code Audit}, or {@code Allow} when nothing was
   *     found
   */
  record DecisionRow(
      long index,
      Instant time,
      String user,
      String operation,
      String object,
      String tenant,
      String outcome,
      List<FindingRow> findings) {}

  /** What one policy found. */
  record FindingRow(String policy, String effect, boolean exempt, String message) {}

  /** A sign-in or an export. */
  record AccessRow(
      long index,
      Instant time,
      String user,
      String outcome,
      String method,
      String source,
      String detail) {}

  @GetMapping("/console/decisions")
  String decisions(HttpServletRequest request, Model model, Locale locale) {
    QueryParameters query =
        QueryParameters.of(
            request, List.of("tenant", "user", "cursor", ConsoleConfiguration.LANGUAGE));
    boolean english = locale.getLanguage().equals("en");
    EventQuery.Page page = page(request, query, Streams.DECISION);
    model.addAttribute("tenant", query.text("tenant"));
    model.addAttribute("asked", query.text("user"));
    model.addAttribute("next", page.next());
    model.addAttribute("rows", page.items().stream().map(item -> decision(item, english)).toList());
    return "decisions";
  }

  @GetMapping("/console/sign-ins")
  String signIns(HttpServletRequest request, Model model) {
    QueryParameters query =
        QueryParameters.of(
            request, List.of("stream", "user", "cursor", ConsoleConfiguration.LANGUAGE));
    String stream = query.oneOf("stream", Streams.ABOUT_ACCESS, Streams.SIGN_IN);
    EventQuery.Page page = page(request, query, stream);
    model.addAttribute("stream", stream);
    model.addAttribute("asked", query.text("user"));
    model.addAttribute("next", page.next());
    model.addAttribute("rows", page.items().stream().map(LedgerPages::access).toList());
    return "sign-ins";
  }

  private EventQuery.Page page(HttpServletRequest request, QueryParameters query, String stream) {
    List<Clause> clauses = new ArrayList<>();
    for (Map.Entry<String, Facet> filter :
        Map.of("user", Facet.USER, "tenant", Facet.TENANT).entrySet()) {
      if (query.text(filter.getKey()) != null) {
        clauses.add(Clause.is(filter.getValue(), query.text(filter.getKey())));
      }
    }
    Map<String, String> told = new HashMap<>(query.given());
    told.put("stream", stream);
    return events.latest(
        EventReading.of(request, "console", told),
        new EventSearch(EventFilter.stream(stream), clauses, null),
        query.number("cursor", 0, Long.MAX_VALUE, Long.MAX_VALUE),
        ROWS);
  }

  private static JsonNode body(EventQuery.Item item) {
    try {
      return item.event() == null ? JSON.missingNode() : JSON.readTree(item.event());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the body of leaf " + item.index() + " is not JSON: the ledger was tampered with", e);
    }
  }

  private static DecisionRow decision(EventQuery.Item item, boolean english) {
    JsonNode event = body(item);
    JsonNode input = event.path("input");
    List<FindingRow> findings = new ArrayList<>();
    for (JsonNode finding : event.path("result")) {
      String chinese = finding.path("messageZh").asText("");
      findings.add(
          new FindingRow(
              finding.path("policy").asText(),
              finding.path("effect").asText(),
              finding.path("exempt").asBoolean(),
              english || chinese.isEmpty() ? finding.path("message").asText() : chinese));
    }
    return new DecisionRow(
        item.index(),
        item.time().truncatedTo(ChronoUnit.SECONDS),
        event.path("requested_by").asText(input.path("user").asText("")),
        input.path("operation").asText(""),
        "%s %s/%s"
            .formatted(
                input.path("kind").asText(""),
                input.path("namespace").asText(""),
                input.path("name").asText("")),
        input.path("tenant").asText(""),
        outcome(findings),
        findings);
  }

  private static String outcome(List<FindingRow> findings) {
    return List.of("Deny", "Warn", "Audit").stream()
        .filter(effect -> findings.stream().anyMatch(f -> f.effect().equals(effect) && !f.exempt()))
        .findFirst()
        .orElse("Allow");
  }

  private static AccessRow access(EventQuery.Item item) {
    JsonNode event = body(item);
    String detail =
        switch (item.stream()) {
          case Streams.EXPORT ->
              "%s %s, %s, SHA-256 %s"
                  .formatted(
                      event.path("report").asText(),
                      event.path("query"),
                      event.path("rows").asText("?"),
                      event.path("sha256").asText("?"));
          case Streams.READ ->
              "%s, %s".formatted(event.path("query"), event.path("events").asText("?"));
          default -> event.path("reason").asText("");
        };
    return new AccessRow(
        item.index(),
        item.time().truncatedTo(ChronoUnit.SECONDS),
        event.path("user").asText(""),
        event.path("outcome").asText(""),
        event.path("method").asText(event.path("format").asText(event.path("through").asText(""))),
        event.path("source").asText(""),
        detail);
  }
}
