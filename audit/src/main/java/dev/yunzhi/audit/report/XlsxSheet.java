package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.BorderSide;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Worksheet;

/** One sheet of rows under a heading that stays in sight. Not thread-safe. */
final class XlsxSheet {
  /** A double, which a cell's number is, holds every decimal of so many digits. */
  private static final int EXACT_DIGITS = 15;

  /** Rows that are held until they are written together. */
  private static final int BATCH = 1000;

  /** Values of a column that are written once for all cells that have them. */
  private static final int SHARED = 1000;

  private static final int SHARED_LENGTH = 200;

  /** Before it Excel counts a day that never was. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

  private final Worksheet sheet;
  private final List<ReportColumn> columns;

  /** Where the cells above that await their format begin; -1: there are none. */
  private final int[] runs;

  private final int[] widths;
  private final List<Set<String>> shared;
  private int next = 1;
  private int flushed;

  XlsxSheet(Worksheet sheet, List<ReportColumn> columns) {
    this.sheet = sheet;
    this.columns = columns;
    this.runs = new int[columns.size()];
    this.widths = new int[columns.size()];
    Arrays.fill(runs, -1);
    this.shared = columns.stream().<Set<String>>map(column -> new HashSet<>()).toList();
    for (int i = 0; i < columns.size(); i++) {
      Label heading = columns.get(i).heading();
      sheet.value(0, i, XlsxText.of(heading.chinese() + "\n" + heading.english()));
      // The filter's button takes room.
      widths[i] = 3 + Math.max(TextWidth.of(heading.chinese()), TextWidth.of(heading.english()));
    }
    sheet
        .range(0, 0, 0, columns.size() - 1)
        .style()
        .bold()
        .wrapText(true)
        .verticalAlignment("center")
        .fillColor("E3ECF5")
        .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
        .set();
    sheet.rowHeight(0, 33);
    sheet.freezePane(0, 1);
    sheet.repeatRows(0);
    sheet.pageOrientation("landscape");
    sheet.paperSize(PaperSize.A4_PAPER);
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
  }

  /** How many it has, the heading counted. */
  int rows() {
    return next;
  }

  void row(List<JsonNode> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      boolean typed = cell(i, values.get(i));
      if (!typed) {
        endRun(i);
      } else if (runs[i] < 0) {
        runs[i] = next;
      }
    }
    next++;
    if (next - flushed > BATCH) {
      flush();
    }
  }

  /** Whether the cell is to have its column's format. */
  private boolean cell(int i, JsonNode value) {
    if (value.isNull()) {
      return false;
    }
    ReportColumn column = columns.get(i);
    if (column.type().isNumber()) {
      BigDecimal number = column.number(value);
      if (number != null && number.precision() <= EXACT_DIGITS && number.scale() >= -EXACT_DIGITS) {
        sheet.value(next, i, number);
        widen(i, number.precision() + 4);
        return true;
      }
    } else if (column.type().isTime() && value.isTextual() && time(i, column, value.textValue())) {
      return true;
    }
    text(i, value.isTextual() ? value.textValue() : CanonicalJson.of("cell", value));
    return false;
  }

  private boolean time(int i, ReportColumn column, String text) {
    if (column.type() == ColumnType.DAY) {
      LocalDate day = ChineseTime.day(text);
      if (day == null || day.isBefore(FIRST_DAY)) {
        return false;
      }
      sheet.value(next, i, day);
      widen(i, 10);
    } else {
      LocalDateTime clock = ChineseTime.clock(text);
      if (clock == null || clock.toLocalDate().isBefore(FIRST_DAY)) {
        return false;
      }
      sheet.value(next, i, clock);
      widen(i, 19);
    }
    return true;
  }

  private void text(int i, String text) {
    widen(i, TextWidth.of(text));
    String cell = XlsxText.of(text);
    Set<String> known = shared.get(i);
    // Only shared texts keep spaces at their ends.
    int room = XlsxText.hasOuterSpace(cell) ? 2 * SHARED : SHARED;
    boolean share =
        cell.length() <= SHARED_LENGTH
            && (known.contains(cell) || (known.size() < room && known.add(cell)));
    if (share) {
      sheet.value(next, i, cell);
    } else {
      sheet.inlineString(next, i, cell);
    }
  }

  /** Widths are written before the first rows: of later ones nothing is known then. */
  private void widen(int i, int width) {
    if (flushed == 0 && width > widths[i]) {
      widths[i] = width;
    }
  }

  private void flush() throws IOException {
    for (int i = 0; i < runs.length; i++) {
      endRun(i);
      if (flushed == 0) {
        sheet.width(i, Math.min(Math.max(widths[i] + 1, 8), 50));
      }
    }
    flushed = next;
    sheet.flush();
  }

  /** Gives the cells from the run's begin to the last row their format, at once. */
  private void endRun(int i) {
    if (runs[i] >= 0) {
      sheet.range(runs[i], i, next - 1, i).style().format(format(columns.get(i).type())).set();
      runs[i] = -1;
    }
  }

  static String format(ColumnType type) {
    return switch (type) {
      case TEXT -> "@";
      case WHOLE -> "0";
      case MONEY -> "#,##0.00";
      case DECIMAL -> "#,##0.######";
      case SHARE -> "0.0%";
      case DAY -> "yyyy\\-mm\\-dd";
      case INSTANT -> "yyyy\\-mm\\-dd hh:mm:ss";
    };
  }

  void finish() throws IOException {
    sheet.setAutoFilter(0, 0, next - 1, columns.size() - 1);
    flush();
    sheet.finish();
  }
}
