package dev.yunzhi.audit.showback;

import java.util.Comparator;

/**
 * What makes a row: whose, of what, at which price.
 *
 * @param price null when none was in force
 */
record Line(
    String department, String project, String tenant, String cloud, String resource, Price price) {
  private static final Comparator<String> NAMES = Comparator.nullsLast(Comparator.naturalOrder());

  private static final Comparator<Price> PRICES =
      Comparator.nullsFirst(
          Comparator.comparing(Price::yuan).thenComparing(Price::size).thenComparing(Price::unit));

  /** The order of rows. */
  static final Comparator<Line> ORDER =
      Comparator.comparing(Line::department, NAMES)
          .thenComparing(Line::project, NAMES)
          .thenComparing(Line::tenant, NAMES)
          .thenComparing(Line::cloud, NAMES)
          .thenComparing(Line::resource, NAMES)
          .thenComparing(Line::price, PRICES);

  /** What a cloud costs and nobody bears. */
  static Line unborne(String cloud) {
    return new Line(null, null, null, cloud, null, null);
  }
}
