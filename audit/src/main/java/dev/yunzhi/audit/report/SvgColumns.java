package dev.yunzhi.audit.report;

import dev.yunzhi.audit.report.ChartFigures.Group;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of months: columns side by side over an axis, in the order of time. */
final class SvgColumns {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 250;
  private static final int BOTTOM = 34;
  private static final int TOP = 18;
  private static final double LETTER = 6.2;

  /** More columns have no room for their figures above them. */
  private static final int WITH_FIGURES = 13;

  private final List<Group> columns;
  private final ColumnType type;
  private final Figures figures;
  private final BigDecimal step;
  private final int above;
  private final int below;
  private final StringBuilder svg = new StringBuilder();

  SvgColumns(ChartFigures chart, ColumnType type, Figures figures) {
    this.columns = new ArrayList<>(chart.groups());
    this.type = type;
    this.figures = figures;
    BigDecimal most = BigDecimal.ZERO;
    BigDecimal least = BigDecimal.ZERO;
    for (Group column : columns) {
      most = most.max(column.figure());
      least = least.min(column.figure());
    }
    BigDecimal fitting = step(most.subtract(least));
    // Nothing that is counted comes in halves.
    this.step = type == ColumnType.WHOLE ? fitting.max(BigDecimal.ONE) : fitting;
    this.above = most.divide(step, 0, RoundingMode.CEILING).intValue();
    this.below = least.negate().divide(step, 0, RoundingMode.CEILING).intValue();
  }

  /** One, two or five of a power of ten, so that there are three to eight lines. */
  private static BigDecimal step(BigDecimal span) {
    if (span.signum() == 0) {
      return BigDecimal.ONE;
    }
    BigDecimal rough = span.divide(BigDecimal.valueOf(4), 10, RoundingMode.UP);
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
    int lead = rough.divide(power, 0, RoundingMode.DOWN).intValue();
    return power.multiply(BigDecimal.valueOf(lead >= 5 ? 5 : lead >= 2 ? 2 : 1));
  }

  @Override
  public String toString() {
    int lines = Math.max(1, above + below);
    double height = HEIGHT - TOP - BOTTOM;
    int letters = 0;
    for (int i = -below; i <= above; i++) {
      letters = Math.max(letters, axis(i).length());
    }
    double left = 8 + LETTER * letters;
    double zero = TOP + height * above / lines;
    double each = (WIDTH - left - 4) / columns.size();
    add("<svg class=\"columns\" viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, HEIGHT);
    for (int i = -below; i <= above; i++) {
      double y = zero - height * i / lines;
      add("<path d=\"M%.1f %.1fH%d\" class=\"%s\"/>", left, y, WIDTH, i == 0 ? "axis" : "line");
      add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", left - 5, y + 4);
      svg.append(axis(i)).append("</text>\n");
    }
    int every = (int) Math.ceil(7.5 * LETTER / each);
    for (int i = 0; i < columns.size(); i++) {
      Group column = columns.get(i);
      double share =
          column
              .figure()
              .divide(step.multiply(BigDecimal.valueOf(lines)), 6, RoundingMode.HALF_UP)
              .doubleValue();
      double end = zero - height * share;
      double middle = left + each * (i + 0.5);
      String name = column.name() == null ? Words.NOT_SAID.chinese() : Html.of(column.name());
      String figure = figures.number(type, column.figure());
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"><title>",
          middle - each * 0.34,
          Math.min(zero, end),
          each * 0.68,
          Math.abs(end - zero),
          column.name() == null ? "unsaid" : share < 0 ? "below" : "said");
      svg.append(name).append(": ").append(figure).append("</title></rect>");
      if (columns.size() <= WITH_FIGURES && figure.length() * LETTER < each) {
        text(middle, Math.min(zero, end) - 4, figure);
      }
      if (i % every == 0) {
        text(middle, HEIGHT - BOTTOM + 16, name);
      }
      svg.append('\n');
    }
    return svg.append("</svg>\n").toString();
  }

  private String axis(int lines) {
    return figures.number(ColumnType.WHOLE, step.multiply(BigDecimal.valueOf(lines)));
  }

  private void text(double x, double y, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", x, y);
    svg.append(text).append("</text>");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }
}
