package dev.yunzhi.audit.report;

import dev.yunzhi.audit.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A report that was asked for and can be written. The same model, scope and rows give the same
 * bytes in every format, whenever and wherever they are written.
 */
public record Report(ReportModel model, ReportScope scope, ReportRows rows) {
  /**
   * Writes the report in constant memory.
   *
   * @param out takes the report; flushed, not closed
   * @return what its rows come to
   * @throws IOException when {@code out} throws it; a part may be written then
   * @throws StoreException when the database failed; a part may be written then
   */
  public ReportSummary write(ReportFormat format, OutputStream out) throws IOException {
    Tally tally = new Tally(model);
    RowWriter writer = format.writer(out, this);
    rows.stream(
        row -> {
          tally.row(row);
          writer.row(row);
        });
    ReportSummary summary = tally.summary();
    writer.finish(summary);
    return summary;
  }
}
