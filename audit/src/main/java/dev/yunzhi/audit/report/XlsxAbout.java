package dev.yunzhi.audit.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The last sheet of a workbook: what the report is, and what all its rows come to. */
final class XlsxAbout {
  private final Worksheet sheet;
  private int row;

  private XlsxAbout(Worksheet sheet) {
    this.sheet = sheet;
  }

  static void write(Workbook workbook, Report report, ReportSummary summary) throws IOException {
    Worksheet sheet = workbook.newWorksheet("说明 About");
    XlsxAbout about = new XlsxAbout(sheet);
    Label title = report.model().title();
    about.text(new Label("Report", "报告"), title.chinese() + " " + title.english());
    about.text(Words.AT, Words.instant(report.scope().at()));
    if (!report.scope().knownAt().equals(report.scope().at())) {
      about.text(Words.KNOWN_AT, Words.instant(report.scope().knownAt()));
    }
    for (ReportScope.Limit limit : report.scope().limits()) {
      about.text(limit.name(), limit.value());
    }
    about.number(Words.ROWS, BigDecimal.valueOf(summary.rows()), "#,##0");
    for (Map.Entry<String, BigDecimal> total : summary.totals().entrySet()) {
      ReportColumn column = report.model().columns().get(report.model().position(total.getKey()));
      String format = column.type() == ColumnType.WHOLE ? "#,##0" : XlsxSheet.format(column.type());
      about.number(Words.total(column.heading()), total.getValue(), format);
    }
    about.text(new Label("Times in the sheets", "表中时间"), "北京时间 Beijing time, UTC+8");
    sheet.width(0, 40);
    sheet.width(1, 60);
    sheet.range(0, 0, about.row - 1, 0).style().bold().verticalAlignment("top").set();
    sheet.finish();
  }

  private void text(Label name, String value) {
    sheet.value(row, 0, XlsxText.of(name.chinese() + " " + name.english()));
    sheet.value(row, 1, XlsxText.of(value));
    sheet.style(row, 1).wrapText(true).horizontalAlignment("left").set();
    row++;
  }

  private void number(Label name, BigDecimal value, String format) {
    sheet.value(row, 0, XlsxText.of(name.chinese() + " " + name.english()));
    sheet.value(row, 1, value);
    sheet.style(row, 1).format(format).horizontalAlignment("left").set();
    row++;
  }
}
