package dev.yunzhi.audit.report;

import dev.yunzhi.audit.report.ChartFigures.Group;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** A chart of groups without an order of their own: one below the other, the largest first. */
final class SvgBars {
  private static final int FULL = 1000;

  private final ChartFigures chart;
  private final ColumnType type;
  private final Figures figures;
  private final BigDecimal all;
  private final BigDecimal largest;

  SvgBars(ChartFigures chart, ColumnType type, Figures figures) {
    this.chart = chart;
    this.type = type;
    this.figures = figures;
    BigDecimal sum = chart.other() == null ? BigDecimal.ZERO : chart.other();
    BigDecimal most = sum.abs();
    for (Group group : chart.groups()) {
      sum = sum.add(group.figure());
      most = most.max(group.figure().abs());
    }
    this.all = sum;
    this.largest = most;
  }

  @Override
  public String toString() {
    StringBuilder html = new StringBuilder("<table class=\"bars\">\n");
    for (Group group : chart.groups()) {
      if (group.name() == null || group.name().isEmpty()) {
        bar(html, Html.both(Words.NOT_SAID), group.figure(), "unsaid");
      } else {
        bar(html, Html.of(group.name()), group.figure(), "said");
      }
    }
    if (chart.other() != null) {
      bar(html, Html.both(Words.OTHER), chart.other(), "other");
    }
    return html.append("</table>\n").toString();
  }

  private void bar(StringBuilder html, String name, BigDecimal figure, String kind) {
    html.append(
        """
        <tr><th>%s</th><td class="bar"><svg class="%s" viewBox="0 0 1000 10" preserveAspectRatio="none">\
        <rect width="1000" height="10" class="track"/><rect width="%s" height="10"/></svg></td>\
        <td>%s</td><td class="part">%s</td></tr>
        """
            .formatted(
                name,
                figure.signum() < 0 ? "below" : kind,
                length(figure),
                figures.number(type, figure),
                figures.part(figure, all)));
  }

  /** What is there at all is seen. */
  private String length(BigDecimal figure) {
    if (figure.signum() == 0) {
      return "0";
    }
    double length =
        figure
            .abs()
            .multiply(BigDecimal.valueOf(FULL))
            .divide(largest, 1, RoundingMode.HALF_UP)
            .doubleValue();
    return String.format(Locale.ROOT, "%.1f", Math.max(length, 2));
  }
}
