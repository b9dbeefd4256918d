package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.report.ChartFigures.Group;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the figures of one chart while the rows pass, in bounded memory. Not thread-safe. */
final class ChartTally {
  /** So many groups are told apart. What comes later is counted with the others. */
  static final int MAX_GROUPS = 20_000;

  /** So many bars can be looked at. */
  static final int SHOWN = 12;

  /** Ten years: months are in the order of time, and leaving out small ones would tell a lie. */
  private static final int SHOWN_MONTHS = 120;

  private static final Comparator<Group> LARGEST =
      Comparator.comparing(Group::figure)
          .reversed()
          .thenComparing(Group::name, Comparator.nullsLast(Comparator.naturalOrder()));
  private static final Comparator<Group> LATEST =
      Comparator.comparing(Group::name, Comparator.nullsLast(Comparator.reverseOrder()));

  private final ReportChart chart;
  private final int groupBy;
  private final boolean months;
  private final int sum;
  private final ReportColumn summed;
  private final Map<String, BigDecimal> groups = new HashMap<>();
  private BigDecimal other;

  ChartTally(ReportModel model, ReportChart chart) {
    this.chart = chart;
    this.groupBy = model.position(chart.groupBy());
    this.months = model.columns().get(groupBy).type().isTime();
    this.sum = chart.sum() == null ? -1 : model.position(chart.sum());
    this.summed = chart.sum() == null ? null : model.columns().get(sum);
  }

  void row(List<JsonNode> values) {
    BigDecimal figure = summed == null ? BigDecimal.ONE : summed.number(values.get(sum));
    if (figure == null) {
      return;
    }
    String name = name(values.get(groupBy));
    if (groups.size() < MAX_GROUPS || groups.containsKey(name)) {
      groups.merge(name, figure, BigDecimal::add);
    } else {
      other = other == null ? figure : other.add(figure);
    }
  }

  private String name(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    String text = value.asText();
    return months ? ChineseTime.month(text) : text;
  }

  ChartFigures figures() {
    List<Group> all =
        groups.entrySet().stream()
            .map(group -> new Group(group.getKey(), group.getValue()))
            .sorted(months ? LATEST : LARGEST)
            .toList();
    int most = months ? SHOWN_MONTHS : SHOWN;
    // One that is left would take no less room as "other" than by its name.
    int shown = all.size() <= most + 1 ? all.size() : most;
    BigDecimal left =
        all.subList(shown, all.size()).stream()
            .map(Group::figure)
            .reduce(BigDecimal::add)
            .orElse(null);
    List<Group> kept = all.subList(0, shown);
    return new ChartFigures(chart, months ? inOrder(kept) : kept, sum(left, other));
  }

  private static List<Group> inOrder(List<Group> latestFirst) {
    return latestFirst.stream()
        .sorted(Comparator.comparing(Group::name, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static BigDecimal sum(BigDecimal one, BigDecimal two) {
    if (one == null || two == null) {
      return one == null ? two : one;
    }
    return one.add(two);
  }
}
