package dev.yunzhi.controlplane.rest;

import dev.yunzhi.audit.report.AssetReport;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets reports be taken out, and records each that was. The answer is whole only once the record
 * has it: otherwise the connection is cut, which a client sees as an error.
 */
@RestController
class ReportController {
  private static final Logger LOG = LoggerFactory.getLogger(ReportController.class);
  private static final DateTimeFormatter IN_FILE_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Where the manifest is to be had, once the report has come to its end. */
  private static final String MANIFEST = "Yunzhi-Manifest";

  private static final List<String> FORMATS = List.of("csv", "ndjson");
  private static final List<String> PARAMETERS = new ArrayList<>(AssetQuery.PARAMETERS);

  static {
    PARAMETERS.add("format");
  }

  private final Database database;
  private final AssetReport report;
  private final AssetQuery questions;
  private final Journal journal;
  private final Clock clock;

  ReportController(
      Database database, AssetReport report, AssetQuery questions, Journal journal, Clock clock) {
    this.database = database;
    this.report = report;
    this.questions = questions;
    this.journal = journal;
    this.clock = clock;
  }

  @GetMapping("/api/v1/reports/assets")
  void assets(HttpServletRequest request, HttpServletResponse response) throws IOException {
    QueryParameters query = QueryParameters.of(request, PARAMETERS);
    ReportFormat format = ReportFormat.of(query.oneOf("format", FORMATS, "csv"));
    User user = SignedIn.user();
    AssetQuery.Question question = questions.read(user, query);
    database.requireReady();

    String name =
        "yunzhi-assets-%s.%s"
            .formatted(IN_FILE_NAME.format(question.asOf().at()), format.extension());
    response.setContentType(format.mediaType());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString());
    ExportId id = ExportId.next(clock);
    response.setHeader(MANIFEST, id.manifest());

    Map<String, Object> taken = new LinkedHashMap<>();
    taken.put("user", user.name());
    taken.put("realm", user.realm());
    taken.put("roles", user.roleLabels());
    taken.put("source", request.getRemoteAddr());
    taken.put("report", "assets");
    taken.put("format", format.extension());
    taken.put("query", query.given());
    taken.put("asOf", question.asOf().at().toString());
    MessageDigest digest = sha256();
    DigestOutputStream out = new DigestOutputStream(response.getOutputStream(), digest);
    try {
      long rows = report.of(question.asOf(), question.filter()).write(format, out).rows();
      taken.put("outcome", "complete");
      taken.put("rows", rows);
      taken.put("sha256", HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | RuntimeException e) {
      // Whoever asked keeps what came through, which is an export too.
      recordAborted(id, taken, e);
      throw e;
    }
    journal.record(Streams.EXPORT, id.id(), id.time(), taken);
  }

  private void recordAborted(ExportId id, Map<String, Object> taken, Exception reason) {
    taken.put("outcome", "aborted");
    try {
      journal.record(Streams.EXPORT, id.id(), id.time(), taken);
    } catch (RuntimeException e) {
      // The database is what failed.
      reason.addSuppressed(e);
      LOG.error("an aborted export could not be recorded: {}", taken, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
