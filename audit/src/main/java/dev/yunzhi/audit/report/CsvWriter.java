package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
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

  private final CSVPrinter csv;

  CsvWriter(OutputStream out, List<ReportColumn> columns) throws IOException {
    BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    writer.write(BYTE_ORDER_MARK);
    csv = new CSVPrinter(writer, CSVFormat.RFC4180);
    csv.printRecord(columns.stream().map(ReportColumn::csvHeading).toList());
  }

  @Override
  public void row(List<JsonNode> values) throws IOException {
    for (JsonNode value : values) {
      csv.print(cell(value));
    }
    csv.println();
  }

  /** Numbers stay numbers, a minus before them included; only text is made harmless. */
  private static String cell(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      return CanonicalJson.of("cell", value);
    }
    String text = value.textValue();
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  @Override
  public void finish(ReportSummary summary) throws IOException {
    csv.flush();
  }
}
