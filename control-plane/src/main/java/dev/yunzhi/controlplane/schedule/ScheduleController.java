package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.report.OfferedReports;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Schedules of reports: to see them, make them and end them. */
@RestController
class ScheduleController {
  private static final String PATH = "/api/v1/report-schedules";
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final int MOST_KEPT = 1000;

  private final Database database;
  private final Schedules schedules;
  private final OfferedReports reports;
  private final DepartmentScope scope;
  private final Clock clock;

  ScheduleController(
      Database database,
      Schedules schedules,
      OfferedReports reports,
      DepartmentScope scope,
      Clock clock) {
    this.database = database;
    this.schedules = schedules;
    this.reports = reports;
    this.scope = scope;
    this.clock = clock;
  }

  /** A schedule as it is shown. */
  record Item(
      String name,
      String report,
      String format,
      String department,
      String every,
      int keep,
      Instant createdAt,
      String createdBy,
      Instant nextAt) {
    static Item of(ReportSchedule schedule) {
      return new Item(
          schedule.name(),
          schedule.report(),
          schedule.format().extension(),
          schedule.department(),
          schedule.every().word(),
          schedule.keep(),
          schedule.createdAt(),
          schedule.createdBy(),
          schedule.nextAt());
    }
  }

  /** In order of the name. */
  record Items(List<Item> items) {}

  @GetMapping(PATH)
  Items list(HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    database.requireReady();
    User user = SignedIn.user();
    return new Items(
        schedules.all().stream()
            .filter(schedule -> scope.sees(user, schedule.department()))
            .map(Item::of)
            .toList());
  }

  @PostMapping(PATH)
  Item add(HttpServletRequest request) {
    QueryParameters query =
        QueryParameters.of(
            request, List.of("name", "report", "format", "department", "every", "keep"));
    String name = query.text("name");
    if (name == null || !name.matches(NAME)) {
      throw Problem.badField(
          "name",
          "name is %s; it must have 1 to 63 small letters, digits and dashes within"
              .formatted(name));
    }
    User user = SignedIn.user();
    String department = query.text("department");
    if (department == null && !user.seesAllDepartments()) {
      throw Problem.badField("department", "department must be given: one of your own");
    }
    scope.of(user, department);
    Period every = Period.of(query.oneOf("every", Period.words(), "month"));
    ReportFormat format =
        ReportFormat.of(
            query.oneOf(
                "format",
                Arrays.stream(ReportFormat.values()).map(ReportFormat::extension).toList(),
                "xlsx"));
    database.requireReady();
    Instant now = clock.instant();
    ReportSchedule schedule =
        new ReportSchedule(
            name,
            report(query.text("report"), every),
            format,
            department,
            every,
            (int) query.number("keep", 1, MOST_KEPT, 24),
            now,
            user.name(),
            every.endAfter(now));
    schedules.add(schedule);
    return Item.of(schedule);
  }

  private String report(String name, Period every) {
    if (name == null) {
      throw Problem.badField("report", "report must be given: which report is to be made");
    }
    if (reports.named(name).parameters().contains("month") && every != Period.MONTH) {
      throw Problem.badField(
          "every", "report %s is of a month; every must be month".formatted(name));
    }
    return name;
  }

  @DeleteMapping(PATH + "/{schedule}")
  Item end(@PathVariable("schedule") String name, HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    database.requireReady();
    User user = SignedIn.user();
    ReportSchedule schedule =
        schedules.all().stream()
            .filter(one -> one.name().equals(name) && scope.sees(user, one.department()))
            .findFirst()
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "there is no schedule " + name));
    schedules.end(name);
    return Item.of(schedule);
  }
}
