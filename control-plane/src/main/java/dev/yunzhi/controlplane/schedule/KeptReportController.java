package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.controlplane.identity.DepartmentScope;
import dev.yunzhi.controlplane.identity.SignedIn;
import dev.yunzhi.controlplane.identity.User;
import dev.yunzhi.controlplane.log.Manifests;
import dev.yunzhi.controlplane.rest.ExportId;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reports that were made by themselves, for those who may see what they are limited to. Who takes
 * one out is recorded.
 */
@RestController
class KeptReportController {
  private static final String PATH = "/api/v1/kept-reports";

  private final Database database;
  private final KeptReports kept;
  private final Manifests manifests;
  private final DepartmentScope scope;
  private final Journal journal;

  KeptReportController(
      Database database,
      KeptReports kept,
      Manifests manifests,
      DepartmentScope scope,
      Journal journal) {
    this.database = database;
    this.kept = kept;
    this.manifests = manifests;
    this.scope = scope;
    this.journal = journal;
  }

  /** The latest first. */
  record Items(List<KeptReport> items) {}

  @GetMapping(PATH)
  Items list(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("schedule", "limit"));
    int limit = (int) query.number("limit", 1, 10_000, 1000);
    database.requireReady();
    Set<String> departments = scope.of(SignedIn.user()).orElse(null);
    return new Items(kept.list(query.text("schedule"), departments, limit));
  }

  @GetMapping(PATH + "/{id}")
  void report(
      @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    QueryParameters.of(request, List.of());
    KeptReport report = find(id);
    Map<String, Object> taken = Journal.by(SignedIn.person(request));
    taken.put("report", report.report());
    taken.put("kept", report.id());
    taken.put("sha256", report.sha256());
    taken.put("outcome", "taken");
    // Before anything is shown: what cannot be recorded is not given out.
    journal.record(Streams.EXPORT, taken);
    ReportFormat format = ReportFormat.of(report.format());
    response.setContentType(format.mediaType());
    response.setContentLengthLong(report.bytes());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(
                "yunzhi-%s-%s.%s"
                    .formatted(
                        report.schedule(),
                        report.asOf().toString().replaceAll("[-:]", ""),
                        format.extension()))
            .build()
            .toString());
    response.setHeader("Yunzhi-Manifest", PATH + "/" + id + "/manifest");
    kept.write(report, response.getOutputStream());
  }

  @GetMapping(PATH + "/{id}/manifest")
  ResponseEntity<byte[]> manifest(@PathVariable("id") String id) throws MalformedNoteException {
    find(id);
    return manifests.of(id, event -> {});
  }

  private KeptReport find(String id) {
    if (ExportId.parse(id).isEmpty()) {
      throw Problem.badField("id", "id is %s; the list says what it must be".formatted(id));
    }
    database.requireReady();
    User user = SignedIn.user();
    return kept.find(id)
        .filter(report -> scope.sees(user, report.department()))
        .orElseThrow(
            () ->
                Problem.of(
                    HttpStatus.NOT_FOUND,
                    "no report %s is kept for you; it may have made room for later ones"
                        .formatted(id)));
  }
}
