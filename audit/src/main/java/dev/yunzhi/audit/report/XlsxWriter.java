package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * An Office Open XML workbook (ISO/IEC 29500): the rows in as many sheets as they need, then one
 * sheet that says what the report is and what its rows come to.
 */
final class XlsxWriter implements RowWriter {
  private final Report report;
  private final UndatedWorkbook out;
  private final Workbook workbook;
  private final int rowsOfSheet;
  private XlsxSheet sheet;
  private int sheets;

  XlsxWriter(OutputStream out, Report report) {
    this(out, report, Worksheet.MAX_ROWS);
  }

  /**
   * @param rowsOfSheet the heading counted
   */
  XlsxWriter(OutputStream out, Report report, int rowsOfSheet) {
    this.report = report;
    this.rowsOfSheet = rowsOfSheet;
    this.out = new UndatedWorkbook(out, report.scope().at());
    this.workbook = new Workbook(this.out, "Yunzhi", null);
    // Deflate's first level: a tenth larger than fastexcel's own, in half the time.
    workbook.setCompressionLevel(1);
    workbook
        .properties()
        .setTitle(report.model().title().chinese() + " " + report.model().title().english());
    next();
  }

  private void next() {
    Label title = report.model().title();
    sheets++;
    String name = title.chinese() + " " + title.english() + (sheets == 1 ? "" : " " + sheets);
    sheet = new XlsxSheet(workbook.newWorksheet(name), report.model().columns());
  }

  @Override
  public void row(List<JsonNode> values) throws IOException {
    if (sheet.rows() == rowsOfSheet) {
      sheet.finish();
      next();
    }
    sheet.row(values);
  }

  @Override
  public void finish(ReportSummary summary) throws IOException {
    sheet.finish();
    XlsxAbout.write(workbook, report, summary);
    out.startOfTail();
    // Plain, so that the tail's one date can be replaced.
    workbook.setCompressionLevel(0);
    workbook.finish();
    out.endOfTail();
  }
}
