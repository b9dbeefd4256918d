package dev.yunzhi.audit.report;

import dev.yunzhi.audit.BeijingTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** What formats say around a report's own words. */
final class Words {
  static final Label AT = new Label("As of", "截至");
  static final Label KNOWN_AT = new Label("As known at", "所知截至");
  static final Label ROWS = new Label("Rows", "行数");
  static final Label NO_ROWS = new Label("Nothing is within this scope.", "此范围内没有记录。");
  static final Label NOT_SAID = new Label("not stated", "未注明");
  static final Label OTHER = new Label("all others", "其他");

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Words() {}

  static Label total(Label column) {
    return new Label("Total of " + column.english(), column.chinese() + "合计");
  }

  /** An instant for people, and exactly. */
  static String instant(Instant instant) {
    return "%s 北京时间 (%s)"
        .formatted(CLOCK.format(LocalDateTime.ofInstant(instant, BeijingTime.ZONE)), instant);
  }
}
