package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * CSV by RFC 4180 that spreadsheets open as it is meant: with a byte order mark, so that Chinese
 * stays Chinese, and without a cell that could be taken for a formula.
 */
final class CsvWriter implements RowWriter {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** What a formula starts with, in the full-width forms too, and what hides such a start. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  /** Rows that are written on together: the printer hands over letter by letter. */
  private static final int BATCH = 1 << 15;

  private final Writer out;
  private final List<ReportColumn> columns;
  private final StringBuilder rows = new StringBuilder(2 * BATCH);
  private final CSVPrinter csv;
  private final Object[] cells;

  CsvWriter(OutputStream out, List<ReportColumn> columns) throws IOException {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.columns = columns;
    this.cells = new Object[columns.size()];
    rows.append(BYTE_ORDER_MARK);
    csv = new CSVPrinter(rows, CSVFormat.RFC4180);
    csv.printRecord(columns.stream().map(ReportColumn::csvHeading).toList());
  }

  @Override
  public void row(List<JsonNode> values) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(columns.get(i), values.get(i));
    }
    csv.printRecord(cells);
    if (rows.length() > BATCH) {
      writeOn();
    }
  }

  private void writeOn() throws IOException {
    out.append(rows);
    rows.setLength(0);
  }

  /** Numbers stay numbers, a minus before them included; only text is made harmless. */
  private static String cell(ReportColumn column, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isInt() || value.isLong()) {
      return value.asText();
    }
    if (!value.isTextual()) {
      return CanonicalJson.of("cell", value);
    }
    String text = value.textValue();
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula && column.number(value) == null ? "'" + text : text;
  }

  @Override
  public void finish(ReportSummary summary) throws IOException {
    writeOn();
    out.flush();
  }
}
