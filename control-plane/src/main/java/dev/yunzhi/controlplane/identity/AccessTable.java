package dev.yunzhi.controlplane.identity;

import static dev.yunzhi.controlplane.identity.Permission.DECIDE_KEEPING;
import static dev.yunzhi.controlplane.identity.Permission.EXPORT_REPORTS;
import static dev.yunzhi.controlplane.identity.Permission.FETCH_BUNDLES;
import static dev.yunzhi.controlplane.identity.Permission.READ_ASSETS;
import static dev.yunzhi.controlplane.identity.Permission.READ_EVENTS;
import static dev.yunzhi.controlplane.identity.Permission.READ_LEDGER_HEAD;
import static dev.yunzhi.controlplane.identity.Permission.READ_POLICY_REVISIONS;
import static dev.yunzhi.controlplane.identity.Permission.READ_SIGN_INS;
import static dev.yunzhi.controlplane.identity.Permission.READ_TENANT_EVENTS;
import static dev.yunzhi.controlplane.identity.Permission.REGISTER_ASSETS;
import static dev.yunzhi.controlplane.identity.Permission.ROLL_BACK_POLICIES;
import static dev.yunzhi.controlplane.identity.Permission.SEE_AGENTS;
import static dev.yunzhi.controlplane.identity.Permission.SEE_OVERVIEW;
import static dev.yunzhi.controlplane.identity.Permission.SEND_AUDIT_EVENTS;
import static dev.yunzhi.controlplane.identity.Permission.SEND_DECISIONS;
import static dev.yunzhi.controlplane.identity.Permission.SEND_STATUS;

import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;

/** Every endpoint and what it needs. What is not in here is refused, even if a handler has it. */
public final class AccessTable {
  /** Form of the sign-in page. */
  public static final String SIGN_IN = "/console/sign-in";

  /** In order of the path. */
  public static final List<AccessRule> RULES =
      List.of(
          AccessRule.of("GET", "/healthz", null),
          AccessRule.of("GET", "/readyz", null),
          AccessRule.of("GET", "/metrics", null),
          AccessRule.of("GET", "/api/v1/whoami", SEE_OVERVIEW),
          AccessRule.of("GET", "/api/v1/openapi", SEE_OVERVIEW),
          AccessRule.of("GET", "/api/v1/openapi.yaml", SEE_OVERVIEW),
          AccessRule.of("GET", "/api/v1/assets", READ_ASSETS),
          AccessRule.of("GET", "/api/v1/assets/diff", READ_ASSETS),
          AccessRule.of("GET", "/api/v1/assets/history", READ_ASSETS),
          AccessRule.of("GET", "/api/v1/reports", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/reports/{report}", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/register/devices", READ_ASSETS),
          AccessRule.of("GET", "/api/v1/register/imports", READ_ASSETS),
          AccessRule.of("POST", "/api/v1/register/imports", REGISTER_ASSETS),
          AccessRule.of("POST", "/api/v1/register/imports/{import}/undo", REGISTER_ASSETS),
          AccessRule.of("PUT", "/api/v1/register/assets/{kind}/{code}", REGISTER_ASSETS),
          AccessRule.of("POST", "/api/v1/register/assets/{kind}/{code}/transfer", REGISTER_ASSETS),
          AccessRule.of("POST", "/api/v1/register/assets/{kind}/{code}/dispose", REGISTER_ASSETS),
          AccessRule.of("GET", "/api/v1/reports/{id}/manifest", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/report-schedules", EXPORT_REPORTS),
          AccessRule.of("POST", "/api/v1/report-schedules", EXPORT_REPORTS),
          AccessRule.of("DELETE", "/api/v1/report-schedules/{schedule}", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/kept-reports", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/kept-reports/{id}", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/kept-reports/{id}/manifest", EXPORT_REPORTS),
          AccessRule.of("GET", "/api/v1/audit/events", READ_TENANT_EVENTS),
          AccessRule.of("GET", "/api/v1/audit/events/{index}", READ_TENANT_EVENTS),
          AccessRule.of("GET", "/api/v1/audit/events/{index}/evidence", READ_TENANT_EVENTS),
          AccessRule.of("GET", "/api/v1/audit/holds", READ_EVENTS),
          AccessRule.of("POST", "/api/v1/audit/holds", DECIDE_KEEPING),
          AccessRule.of("POST", "/api/v1/audit/holds/{hold}/lift", DECIDE_KEEPING),
          AccessRule.of("GET", "/api/v1/audit/removals", READ_EVENTS),
          AccessRule.of("POST", "/api/v1/audit/removals", DECIDE_KEEPING),
          AccessRule.of("POST", "/api/v1/audit/removals/{removal}/approve", DECIDE_KEEPING),
          AccessRule.of("POST", "/api/v1/audit/removals/{removal}/reject", DECIDE_KEEPING),
          AccessRule.of("GET", "/api/v1/audit/head", READ_LEDGER_HEAD),
          AccessRule.of("GET", "/api/v1/audit/log/checkpoint", READ_LEDGER_HEAD),
          AccessRule.of("GET", "/api/v1/audit/log/tile/entries/{*path}", READ_LEDGER_HEAD),
          AccessRule.of("GET", "/api/v1/audit/log/tile/{level}/{*path}", READ_LEDGER_HEAD),
          AccessRule.of("POST", "/api/v1/audit/intake/{cluster}", SEND_AUDIT_EVENTS),
          AccessRule.of("GET", "/api/v1/opa/bundles/{name}", FETCH_BUNDLES),
          AccessRule.of("GET", "/api/v1/policy/revisions", READ_POLICY_REVISIONS),
          AccessRule.of("POST", "/api/v1/policy/revisions/{revision}/rollback", ROLL_BACK_POLICIES),
          AccessRule.of("POST", "/api/v1/policy/resume", ROLL_BACK_POLICIES),
          AccessRule.of("POST", "/api/v1/opa/logs", SEND_DECISIONS),
          AccessRule.of("POST", "/api/v1/opa/logs/{partition}", SEND_DECISIONS),
          AccessRule.of("POST", "/api/v1/opa/status", SEND_STATUS),
          AccessRule.of("POST", "/api/v1/opa/status/{partition}", SEND_STATUS),
          AccessRule.of("GET", "/api/v1/opa/agents", SEE_AGENTS),
          AccessRule.of("GET", "/", null),
          AccessRule.of("GET", SIGN_IN, null),
          AccessRule.of("POST", SIGN_IN, null),
          AccessRule.of("GET", "/console/style.css", null),
          AccessRule.of("POST", "/console/sign-out", SEE_OVERVIEW),
          AccessRule.of("GET", "/console", SEE_OVERVIEW),
          AccessRule.of("GET", "/console/assets", READ_ASSETS),
          AccessRule.of("GET", "/console/market", SEE_OVERVIEW),
          AccessRule.of("GET", "/console/decisions", READ_EVENTS),
          AccessRule.of("GET", "/console/sign-ins", READ_SIGN_INS));

  private AccessTable() {}

  static Optional<AccessRule> find(String method, PathContainer path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return RULES.stream()
        .filter(rule -> rule.method().equals(asked) && rule.matches(path))
        .findFirst();
  }

  /** The methods that some rule has for a path; empty for an unknown path. */
  static List<String> methods(PathContainer path) {
    return RULES.stream().filter(rule -> rule.matches(path)).map(AccessRule::method).toList();
  }
}
