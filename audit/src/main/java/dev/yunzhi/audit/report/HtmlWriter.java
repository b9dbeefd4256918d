package dev.yunzhi.audit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A page to look at and to print: what the report is, what all its rows come to, its charts, and
 * its rows, of very many only the first. It is one file that asks nothing of a network and runs no
 * script, so it can be mailed, filed and opened in ten years.
 *
 * <p>Its charts are HTML with bars of SVG, made here, rather than by a library such as ECharts: a
 * megabyte of script in each file would have to run before there is anything to see, is stripped by
 * mail gateways, prints what happens to be drawn by then, and draws labels that it cuts off, where
 * HTML wraps them. What is written here is the same bytes each time.
 */
final class HtmlWriter implements RowWriter {
  /** Nobody reads more on paper; browsers lay out so many without pause. */
  static final int MAX_ROWS = 5_000;

  private static final String STYLE = style();

  private final Writer out;
  private final Report report;
  private final Figures figures = new Figures();
  private final List<List<JsonNode>> first = new ArrayList<>();
  private final boolean[] filled;

  HtmlWriter(OutputStream out, Report report) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
    this.report = report;
    this.filled = new boolean[report.model().columns().size()];
  }

  private static String style() {
    try (InputStream style = HtmlWriter.class.getResourceAsStream("report.css")) {
      return new String(style.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void row(List<JsonNode> values) {
    for (int i = 0; i < filled.length; i++) {
      filled[i] |= !values.get(i).isNull();
    }
    if (first.size() < MAX_ROWS) {
      first.add(values);
    }
  }

  @Override
  public void finish(ReportSummary summary) throws IOException {
    HtmlTable table = new HtmlTable(report.model().columns(), filled, first, figures);
    head(table);
    cover();
    cards(summary);
    charts(summary);
    table.write(out, summary.rows());
    out.write("<footer>云治 Yunzhi</footer>\n</main>\n</body>\n</html>\n");
    out.flush();
  }

  private void head(HtmlTable table) throws IOException {
    Label title = report.model().title();
    out.write(
        """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>%s %s</title>
        <style>
        %s%s</style>
        </head>
        <body>
        """
            .formatted(
                Html.of(title.chinese()), Html.of(title.english()), STYLE, table.pageStyle()));
  }

  private void cover() throws IOException {
    Label title = report.model().title();
    ReportScope scope = report.scope();
    out.write(
        "<header>\n<h1><span lang=\"zh-CN\">%s</span><small lang=\"en\">%s</small></h1>\n<dl>\n"
            .formatted(Html.of(title.chinese()), Html.of(title.english())));
    fact(Words.AT, Words.instant(scope.at()));
    if (!scope.knownAt().equals(scope.at())) {
      fact(Words.KNOWN_AT, Words.instant(scope.knownAt()));
    }
    if (scope.limits().isEmpty()) {
      fact(new Label("Scope", "范围"), "全部 everything");
    }
    for (ReportScope.Limit limit : scope.limits()) {
      fact(limit.name(), limit.value());
    }
    out.write("</dl>\n</header>\n<main>\n");
  }

  private void fact(Label name, String value) throws IOException {
    out.write("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(Html.both(name), Html.of(value)));
  }

  private void cards(ReportSummary summary) throws IOException {
    out.write("<ul class=\"cards\">\n");
    card(Words.ROWS, figures.number(ColumnType.WHOLE, BigDecimal.valueOf(summary.rows())));
    List<ReportColumn> columns = report.model().columns();
    for (int i = 0; i < columns.size(); i++) {
      ReportColumn column = columns.get(i);
      if (column.adds() && filled[i]) {
        String total = figures.number(column.type(), summary.totals().get(column.key()));
        card(column.heading(), column.type() == ColumnType.MONEY ? "¥ " + total : total);
      }
    }
    out.write("</ul>\n");
  }

  private void card(Label name, String figure) throws IOException {
    out.write("<li><b>%s</b>%s</li>\n".formatted(Html.of(figure), Html.both(name)));
  }

  private void charts(ReportSummary summary) throws IOException {
    List<ChartFigures> charts =
        summary.charts().stream().filter(chart -> !chart.groups().isEmpty()).toList();
    if (charts.isEmpty()) {
      return;
    }
    out.write("<div class=\"charts\">\n");
    for (ChartFigures chart : charts) {
      boolean months = groups(chart.chart()).isTime();
      out.write(
          "<figure class=\"%s%s\">\n<figcaption>%s</figcaption>\n"
              .formatted(
                  chart.chart().sum() == null ? "count" : "sum",
                  months ? " wide" : "",
                  Html.both(chart.chart().title())));
      ColumnType measure = measure(chart.chart());
      if (months) {
        out.write(new SvgColumns(chart, measure, figures).toString());
      } else {
        out.write(new SvgBars(chart, measure, figures).toString());
      }
      out.write("</figure>\n");
    }
    out.write("</div>\n");
  }

  private ColumnType groups(ReportChart chart) {
    return report.model().columns().get(report.model().position(chart.groupBy())).type();
  }

  private ColumnType measure(ReportChart chart) {
    return chart.sum() == null
        ? ColumnType.WHOLE
        : report.model().columns().get(report.model().position(chart.sum())).type();
  }
}
