package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.TestControlPlane.json;
import static dev.yunzhi.controlplane.contents.FiveDepartments.ALL;
import static dev.yunzhi.controlplane.contents.FiveDepartments.subtree;
import static dev.yunzhi.controlplane.contents.FiveDepartments.thingOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.controlplane.contents.Trial.Due;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every endpoint that can be read is asked for. */
final class Trials {
  private final FiveDepartments five;
  private final Map<String, List<Trial>> byEndpoint = new LinkedHashMap<>();

  private Trials(FiveDepartments five) {
    this.five = five;
  }

  /** By the pattern of the path. */
  static Map<String, List<Trial>> inRecordOf(FiveDepartments five) {
    Trials trials = new Trials(five);
    trials.assets();
    trials.register();
    trials.reports();
    trials.keptReports();
    trials.events();
    trials.console();
    trials.ofNoDepartment();
    return trials.byEndpoint;
  }

  private void add(String endpoint, Trial trial) {
    byEndpoint.computeIfAbsent(endpoint, key -> new ArrayList<>()).add(trial);
  }

  /** The question as it is, and with each filter that it has by department and tenant. */
  private void filtered(String endpoint, String path, Set<String> about) {
    String more = path + (path.contains("?") ? "&" : "?");
    add(endpoint, Trial.about(path, about));
    for (String department : ALL) {
      Set<String> below = subtree(department);
      below.retainAll(about);
      add(endpoint, Trial.hidden(more + "department=" + department, department, below, 403));
    }
  }

  private void byTenant(String endpoint, String path) {
    for (String department : ALL) {
      add(
          endpoint,
          Trial.about(
              path + (path.contains("?") ? "&" : "?") + "tenant=" + thingOf(department, "tenant"),
              Set.of(department)));
    }
  }

  private void assets() {
    String all = "/api/v1/assets";
    filtered(all, all + "?limit=1000", ALL);
    filtered(all, all + "?limit=1000&asOf=" + five.known, ALL);
    byTenant(all, all + "?limit=1000");
    add(all, Trial.aboutAll(all + "?kind=Finding"));
    add(all, Trial.aboutAll(all + "?kind=Server"));

    String diff = "/api/v1/assets/diff";
    filtered(diff, diff + "?limit=1000&from=2025-12-31T00:00:00Z", ALL);
    byTenant(diff, diff + "?limit=1000&from=2025-12-31T00:00:00Z");
    String move = diff + "?kind=Deployment&from=" + five.beforeTheMove + "&to=" + five.known;
    filtered(diff, move, Set.of("xihu", "ningbo"));

    String history = "/api/v1/assets/history";
    for (String department : ALL) {
      Set<String> own = Set.of(department);
      for (String kind : List.of("Deployment", "Finding", "Project")) {
        add(history, Trial.about(history(kind, thingOf(department, kind)), own));
      }
      add(history, Trial.about(history("Deployment", thingOf(department, "gone")), own));
      add(
          history,
          Trial.about(
              history + "?cluster=register&kind=Server&name=" + thingOf(department, "server"),
              own));
    }
    add(history, Trial.about(history("Deployment", "wanderer"), Set.of("xihu", "ningbo")));
  }

  private static String history(String kind, String name) {
    return "/api/v1/assets/history?cluster=home&kind=" + kind + "&name=" + name;
  }

  private void register() {
    String devices = "/api/v1/register/devices";
    add(devices, Trial.aboutAll(devices + "?longitude=120.1&latitude=30.25&metres=5000"));
    // Of who is limited to departments, the own ones.
    Map<String, String> registered =
        Map.of("member", "hangzhou", "clerk", "xihu", "neighbour", "ningbo");
    String imports = "/api/v1/register/imports";
    add(
        imports,
        new Trial(
            imports,
            asker ->
                asker.seesAll()
                    ? new Due(200, ALL)
                    : Due.of(ALL, Set.of(registered.getOrDefault(asker.name(), "none")))));
  }

  private void reports() {
    String endpoint = "/api/v1/reports/{report}";
    JsonNode all = json(five.app.get("audit", "/api/v1/reports")).get("items");
    for (JsonNode report : all) {
      List<String> parameters = new ArrayList<>();
      report.get("parameters").forEach(parameter -> parameters.add(parameter.asText()));
      String path =
          "/api/v1/reports/"
              + report.get("name").asText()
              + (parameters.contains("from") ? "?from=2025-12-31T00:00:00Z&to=" : "?asOf=")
              + five.known;
      report
          .get("formats")
          .forEach(format -> add(endpoint, Trial.aboutAll(path + "&format=" + format.asText())));
      filtered(endpoint, path + "&format=ndjson", ALL);
      if (parameters.contains("tenant")) {
        byTenant(endpoint, path + "&format=ndjson");
      }
    }
    five.exports.forEach(
        (account, id) ->
            add(
                "/api/v1/reports/{id}/manifest",
                new Trial(
                    "/api/v1/reports/" + id + "/manifest",
                    asker ->
                        asker.name().equals(account) || asker.name().equals("audit")
                            ? new Due(200, Set.of())
                            : Due.refused(403))));
    // A kept report's is not had by way of the reports that a person took out.
    add(
        "/api/v1/reports/{id}/manifest",
        new Trial(
            "/api/v1/reports/" + five.kept.get("ningbo") + "/manifest",
            asker -> asker.name().equals("audit") ? new Due(200, Set.of()) : Due.refused(403)));
  }

  private void keptReports() {
    String schedules = "/api/v1/report-schedules";
    add(schedules, Trial.aboutAll(schedules));
    String kept = "/api/v1/kept-reports";
    add(kept, Trial.aboutAll(kept));
    for (String department : ALL) {
      add(kept, Trial.about(kept + "?schedule=" + thingOf(department, "kept"), Set.of(department)));
    }
    five.kept.forEach(
        (department, id) -> {
          // One that is limited to no department is for those who see all.
          String who = department.equals("everybody") ? "zhejiang" : department;
          add(kept + "/{id}", Trial.hidden(kept + "/" + id, who, subtree(who), 404));
          add(
              kept + "/{id}/manifest",
              Trial.hidden(kept + "/" + id + "/manifest", who, Set.of(department), 404));
        });
    five.exports.forEach(
        (account, id) -> {
          add(kept + "/{id}", new Trial(kept + "/" + id, asker -> Due.refused(404)));
          add(
              kept + "/{id}/manifest",
              new Trial(kept + "/" + id + "/manifest", asker -> Due.refused(404)));
        });
  }

  private void events() {
    String events = "/api/v1/audit/events";
    add(events, Trial.events(events + "?limit=1000", ALL));
    add(events, Trial.events(events + "?limit=1000&stream=api-audit&order=latest", ALL));
    add(events, Trial.events(events + "?limit=1000&stream=decision", ALL));
    add(events, Trial.events(events + "?limit=1000&text=of-", ALL));
    five.events.forEach(
        (department, index) -> {
          Set<String> own = Set.of(department);
          add(events, Trial.events(events + "?limit=1000&department=" + department, own));
          add(events, Trial.events(events + "?user=" + thingOf(department, "user"), own));
          add(events, ofTenant(events + "?tenant=" + thingOf(department, "tenant"), department));
          for (String more : List.of("", "/evidence")) {
            add(events + "/{index}" + more, ofTenant(events + "/" + index + more, department));
          }
        });
    for (String path : List.of("/api/v1/audit/holds", "/api/v1/audit/removals")) {
      add(path, Trial.ofNone(path));
    }
  }

  private static Trial ofTenant(String path, String department) {
    return new Trial(
        path,
        asker ->
            asker.tenantsOf().contains(department)
                ? new Due(200, Set.of(department))
                : Due.refused(403));
  }

  private void console() {
    add("/console", Trial.aboutAll("/console"));
    filtered("/console/assets", "/console/assets?kind=Deployment", ALL);
    byTenant("/console/assets", "/console/assets");
    add("/console/market", Trial.toAll("/console/market"));
    add("/console/decisions", Trial.events("/console/decisions", ALL));
    add("/console/sign-ins", Trial.ofNone("/console/sign-ins"));
    add("/console/sign-ins", Trial.ofNone("/console/sign-ins?stream=export"));
  }

  /** What speaks of the program, the policies or the log as a whole. */
  private void ofNoDepartment() {
    for (String path :
        List.of(
            "/healthz",
            "/readyz",
            "/metrics",
            "/api/v1/whoami",
            "/api/v1/openapi",
            "/api/v1/openapi.yaml",
            "/api/v1/reports",
            "/api/v1/audit/head",
            "/api/v1/audit/log/checkpoint",
            "/api/v1/policy/revisions",
            "/api/v1/opa/agents",
            "/console/sign-in",
            "/console/style.css")) {
      add(path, Trial.ofNone(path));
    }
    add("/", new Trial("/", asker -> Due.refused(303)));
    add("/api/v1/audit/log/tile/entries/{*path}", ofTheLog("/tile/entries/000.p/1"));
    add("/api/v1/audit/log/tile/{level}/{*path}", ofTheLog("/tile/0/000.p/1"));
    add(
        "/api/v1/opa/bundles/{name}",
        new Trial("/api/v1/opa/bundles/yunzhi", asker -> Due.refused(503)));
  }

  private static Trial ofTheLog(String path) {
    return Trial.ofNone("/api/v1/audit/log" + path);
  }
}
