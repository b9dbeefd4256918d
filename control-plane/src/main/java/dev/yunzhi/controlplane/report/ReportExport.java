package dev.yunzhi.controlplane.report;

import dev.yunzhi.audit.keeping.Person;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.report.Report;
import dev.yunzhi.audit.report.ReportFormat;
import dev.yunzhi.audit.report.ReportScope.Limit;
import dev.yunzhi.audit.report.ReportSummary;
import dev.yunzhi.controlplane.publication.RevisionStore;
import dev.yunzhi.controlplane.rest.ExportId;
import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes a report and records that it was taken out; the event is its manifest. The answer is whole
 * only once the record has it: otherwise the connection is cut, which a client sees as an error.
 * Thread-safe.
 */
@Component
public final class ReportExport {
  private static final Logger LOG = LoggerFactory.getLogger(ReportExport.class);

  private final Journal journal;
  private final RevisionStore revisions;

  ReportExport(Journal journal, RevisionStore revisions) {
    this.journal = journal;
    this.revisions = revisions;
  }

  /** What was written. */
  public record Written(ReportSummary summary, String sha256) {}

  /**
   * Writes it.
   *
   * @param query what was asked for, as it was asked
   * @param out flushed, not closed
   * @throws IOException when {@code out} throws it; a part may be written then, which is recorded
   * @throws RuntimeException when the database failed; a part may be written then
   */
  public Written write(
      Report report,
      ReportFormat format,
      ExportId id,
      Person by,
      Map<String, String> query,
      OutputStream out)
      throws IOException {
    Map<String, Object> taken = manifest(report, format, by, query);
    DigestOutputStream digested = new DigestOutputStream(out, Hash.newDigest());
    Written written;
    try {
      ReportSummary summary = report.write(format, digested);
      written =
          new Written(summary, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } catch (IOException | RuntimeException e) {
      // Whoever asked keeps what came through, which is an export too.
      recordAborted(id, taken, e);
      throw e;
    }
    taken.put("outcome", "complete");
    taken.put("rows", written.summary().rows());
    taken.put("sha256", written.sha256());
    journal.record(Streams.EXPORT, id.id(), id.time(), taken);
    return written;
  }

  private Map<String, Object> manifest(
      Report report, ReportFormat format, Person by, Map<String, String> query) {
    Map<String, Object> taken = Journal.by(by);
    taken.put("report", report.model().name());
    taken.put("format", format.extension());
    taken.put("query", query);
    taken.put("asOf", report.scope().at().toString());
    taken.put("knownAt", report.scope().knownAt().toString());
    Map<String, String> scope = new LinkedHashMap<>();
    for (Limit limit : report.scope().limits()) {
      scope.put(limit.name().english(), limit.value());
    }
    taken.put("scope", scope);
    taken.put("generator", "Yunzhi " + version());
    taken.put("policyRevision", revisions.inForceAt(report.scope().at()).orElse(null));
    return taken;
  }

  private static String version() {
    String version = ReportExport.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
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
}
