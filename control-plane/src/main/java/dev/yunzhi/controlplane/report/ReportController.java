package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportColumn;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.rest.ExportId;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists the reports, and lets them be taken out. */
@RestController
class ReportController {
  private static final DateTimeFormatter IN_FILE_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Where the manifest is to be had, once the report has come to its end. */
  private static final String MANIFEST = "Yunzhi-Manifest";

  private static final List<String> FORMATS =
      Arrays.stream(ReportFormat.values()).map(ReportFormat::extension).toList();

  private final Database database;
  private final OfferedReports reports;
  private final ReportExport export;
  private final Clock clock;

  ReportController(Database database, OfferedReports reports, ReportExport export, Clock clock) {
    this.database = database;
    this.reports = reports;
    this.export = export;
    this.clock = clock;
  }

  /** A report as the list has it. */
  record Item(
      String name,
      String title,
      String titleZh,
      List<String> parameters,
      List<String> formats,
      List<Column> columns) {}

  /** A column of it. */
  record Column(String key, String title, String titleZh, String type) {
    static Column of(ReportColumn column) {
      return new Column(
          column.key(),
          column.heading().english(),
          column.heading().chinese(),
          column.type().name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** All of them. */
  record Items(List<Item> items) {}

  @GetMapping("/api/v1/reports")
  Items list(HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    return new Items(reports.all().stream().map(ReportController::item).toList());
  }

  private static Item item(OfferedReport report) {
    return new Item(
        report.model().name(),
        report.model().title().english(),
        report.model().title().chinese(),
        report.parameters(),
        FORMATS,
        report.model().columns().stream().map(Column::of).toList());
  }

  @GetMapping("/api/v1/reports/{report}")
  void report(
      @PathVariable("report") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OfferedReport offered = reports.named(name);
    List<String> parameters = new ArrayList<>(offered.parameters());
    parameters.add("format");
    QueryParameters query = QueryParameters.of(request, parameters);
    ReportFormat format = ReportFormat.of(query.oneOf("format", FORMATS, "csv"));
    User user = SignedIn.user();
    Report report = offered.read(user, query);
    database.requireReady();

    ExportId id = ExportId.next(clock);
    response.setContentType(format.mediaType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(fileName(name, report.scope().at(), format))
            .build()
            .toString());
    response.setHeader(MANIFEST, id.manifest());
    export.write(
        report, format, id, SignedIn.person(request), query.given(), response.getOutputStream());
  }

  private static String fileName(String report, Instant at, ReportFormat format) {
    return "yunzhi-%s-%s.%s".formatted(report, IN_FILE_NAME.format(at), format.extension());
  }
}
