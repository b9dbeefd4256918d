package dev.yunzhi.controlplane.contents;

import static dev.yunzhi.controlplane.contents.FiveDepartments.thingOf;

import java.util.List;

/**
 * Something that only those may do who see a department.
 *
 * @param endpoint the pattern of the path
 * @param content the type of the body, when there is one
 */
record Attempt(String method, String endpoint, String path, String content, String body) {

  /**
   * All on a department's things.
   *
   * @param mine a department of who attempts them
   */
  static List<Attempt> on(FiveDepartments five, String department, String mine) {
    String register = "/api/v1/register/";
    String asset = register + "assets/{kind}/{code}";
    String server = register + "assets/Server/" + thingOf(department, "server");
    String schedules = "/api/v1/report-schedules";
    String card =
        """
        {"department": "%s", "custodian": "李工", "category": "A02010104",
         "acquired": "2026-01-31", "originalValue": 100, "lifeYears": 6, "place": "机房"}""";
    return List.of(
        put(asset, server, card.formatted(mine)),
        put(asset, server, card.formatted(department)),
        post(asset + "/transfer", server + "/transfer?reason=r&department=" + mine),
        post(asset + "/dispose", server + "/dispose?reason=r"),
        new Attempt(
            "POST",
            register + "imports",
            register + "imports",
            "text/csv",
            five.servers(department)),
        post(
            register + "imports/{import}/undo",
            register + "imports/" + five.imports.get(department) + "/undo"),
        post(schedules, schedules + "?name=a&report=tenants&department=" + department),
        new Attempt(
            "DELETE",
            schedules + "/{schedule}",
            schedules + "/" + thingOf(department, "kept"),
            null,
            ""));
  }

  private static Attempt put(String endpoint, String path, String card) {
    return new Attempt("PUT", endpoint, path, "application/json", card);
  }

  private static Attempt post(String endpoint, String path) {
    return new Attempt("POST", endpoint, path, null, "");
  }
}
