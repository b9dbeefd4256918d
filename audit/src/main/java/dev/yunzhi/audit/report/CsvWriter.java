package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV by RFC 4180 that spreadsheets open as it is meant: with a byte order mark, so that Chinese
 * stays Chinese, and without a cell that could be taken for a formula.
 */
final class CsvWriter implements RowWriter {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** What a formula starts with, in the full-width forms too, and what hides such a start. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

  private static final byte[] COMMA = {','};
  private static final byte[] END_OF_LINE = {'\r', '\n'};

  private final OutputStream out;
  private final List<ReportColumn> columns;

  /** What is to be written on. Not a stream of Java's: those lock for each field. */
  private final byte[] lines = new byte[1 << 16];

  private int length;

  CsvWriter(OutputStream out, List<ReportColumn> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    put(BYTE_ORDER_MARK);
    for (int i = 0; i < columns.size(); i++) {
      field(i, columns.get(i).csvHeading());
    }
    put(END_OF_LINE);
  }

  @Override
  public void row(List<JsonNode> values) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      field(i, cell(columns.get(i), values.get(i)));
    }
    put(END_OF_LINE);
  }

  private void field(int i, String text) throws IOException {
    if (i > 0) {
      put(COMMA);
    }
    byte[] field = text.getBytes(StandardCharsets.UTF_8);
    if (isPlain(field, i == 0)) {
      put(field);
    } else {
      String quoted = '"' + text.replace("\"", "\"\"") + '"';
      put(quoted.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Whether it needs no quotes. Beyond what RFC 4180 asks for, they are around what parsers drop or
   * take for something else.
   *
   * @param field in UTF-8, in which nothing beyond ASCII has a byte of 0 or more
   */
  private static boolean isPlain(byte[] field, boolean isFirst) {
    if (field.length == 0) {
      return !isFirst; // a line of nothing else would be none
    }
    byte last = field[field.length - 1];
    if ((field[0] >= 0 && field[0] <= '#') || (last >= 0 && last <= ' ')) {
      return false;
    }
    for (byte b : field) {
      if (b == ',' || b == '"' || b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }

  private void put(byte[] bytes) throws IOException {
    if (bytes.length > lines.length - length) {
      writeOn();
    }
    if (bytes.length > lines.length) {
      out.write(bytes);
      return;
    }
    System.arraycopy(bytes, 0, lines, length, bytes.length);
    length += bytes.length;
  }

  private void writeOn() throws IOException {
    out.write(lines, 0, length);
    length = 0;
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
