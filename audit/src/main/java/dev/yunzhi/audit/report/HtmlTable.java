package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of a page. It has as much room as paper has: columns share it by what is in them, and
 * text wraps, so that nothing is cut off. Columns that no row of the report fills are left out, and
 * named below.
 */
final class HtmlTable {
  /** Texts longer than so many digits wrap. */
  private static final int WRAPS = 26;

  /** Beside the text of a cell, in digits. */
  private static final int PADDING = 2;

  /** Points to a digit of a font of one point. */
  private static final double DIGIT = 0.56;

  private static final double A4_POINTS = 277 * 72 / 25.4;
  private static final double A3_POINTS = 400 * 72 / 25.4;
  private static final double LARGEST_FONT = 8.5;
  private static final double SMALLEST_FONT = 5.5;

  private final List<ReportColumn> columns;
  private final List<List<JsonNode>> rows;
  private final Figures figures;
  private final List<Integer> shown;
  private final List<Integer> empty;
  private final int[] widths;

  HtmlTable(
      List<ReportColumn> columns, boolean[] filled, List<List<JsonNode>> rows, Figures figures) {
    this.columns = columns;
    this.rows = rows;
    this.figures = figures;
    List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
    this.shown = all.stream().filter(i -> filled[i] || rows.isEmpty()).toList();
    this.empty = all.stream().filter(i -> !shown.contains(i)).toList();
    this.widths = shown.stream().mapToInt(this::width).toArray();
  }

  private int width(int i) {
    ReportColumn column = columns.get(i);
    Label heading = column.heading();
    int least =
        Math.max(
            TextWidth.ofLongestWord(heading.english()),
            Math.min(TextWidth.of(heading.chinese()), 8));
    int longest =
        rows.stream()
            .map(row -> row.get(i))
            .filter(value -> !value.isNull())
            .mapToInt(value -> TextWidth.of(figures.cell(column, value)))
            .max()
            .orElse(0);
    int most = column.type() == ColumnType.TEXT ? WRAPS : 2 * WRAPS;
    return PADDING + Math.max(least, Math.min(longest, most));
  }

  /** The paper that the table needs, and the size of its letters there. */
  String pageStyle() {
    double digits = IntStream.of(widths).sum();
    boolean large = digits * DIGIT * LARGEST_FONT > A4_POINTS;
    double fits = (large ? A3_POINTS : A4_POINTS) / digits / DIGIT;
    double font = Math.max(SMALLEST_FONT, Math.min(LARGEST_FONT, fits));
    return String.format(
        Locale.ROOT,
        """
        @page { size: %s landscape; }
        .rows table { min-width: %.0fpx; }
        @media print { .rows table { font-size: %.1fpt; } }
        """,
        large ? "A3" : "A4",
        digits * DIGIT * 13,
        font);
  }

  void write(Writer out, long all) throws IOException {
    if (all > rows.size()) {
      BigDecimal held = BigDecimal.valueOf(rows.size());
      out.write(
          """
          <p class="note"><span lang="zh-CN">下表为全部 %2$s 行中的前 %1$s 行；合计与图表按全部行计算。全部行见同一报告的 CSV 或 XLSX 文件。</span>
          <span class="en" lang="en">The table has the first %1$s of %2$s rows; totals and charts are of all. \
          The same report as CSV or XLSX has every row.</span></p>
          """
              .formatted(
                  figures.number(ColumnType.WHOLE, held),
                  figures.number(ColumnType.WHOLE, BigDecimal.valueOf(all))));
    }
    out.write("<div class=\"rows\">\n<table>\n<colgroup>");
    double digits = IntStream.of(widths).sum();
    for (int width : widths) {
      out.write(String.format(Locale.ROOT, "<col style=\"width:%.3f%%\">", 100 * width / digits));
    }
    out.write("</colgroup>\n<thead><tr>");
    for (int i : shown) {
      out.write("<th class=\"%s\">%s</th>".formatted(kind(i), Html.both(columns.get(i).heading())));
    }
    out.write("</tr></thead>\n<tbody>\n");
    for (List<JsonNode> row : rows) {
      row(out, row);
    }
    if (rows.isEmpty()) {
      out.write(
          "<tr><td class=\"none\" colspan=\"%d\">%s</td></tr>\n"
              .formatted(shown.size(), Html.both(Words.NO_ROWS)));
    }
    out.write("</tbody>\n</table>\n</div>\n");
    if (!empty.isEmpty()) {
      out.write(
          "<p class=\"note\">%s</p>\n"
              .formatted(
                  Html.both(
                      new Label(
                          "Left out, since no row has a value: " + names(true, ", ") + ".",
                          "未列出（各行均无数据）：" + names(false, "、") + "。"))));
    }
  }

  private String names(boolean english, String separator) {
    return empty.stream()
        .map(i -> columns.get(i).heading())
        .map(heading -> english ? heading.english() : heading.chinese())
        .collect(Collectors.joining(separator));
  }

  private void row(Writer out, List<JsonNode> row) throws IOException {
    out.write("<tr>");
    for (int i : shown) {
      JsonNode value = row.get(i);
      ReportColumn column = columns.get(i);
      boolean number = column.type().isNumber() && column.number(value) != null;
      out.write(number ? "<td class=\"n\">" : "<td>");
      if (!value.isNull()) {
        out.write(Html.of(figures.cell(column, value)));
      }
      out.write("</td>");
    }
    out.write("</tr>\n");
  }

  private String kind(int i) {
    return columns.get(i).type().isNumber() ? "n" : "t";
  }
}
