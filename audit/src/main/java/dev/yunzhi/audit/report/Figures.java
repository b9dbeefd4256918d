package dev.yunzhi.audit.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.json.CanonicalJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as people read them, on paper or screen. Not thread-safe. */
final class Figures {
  /** More digits than any figure has: nothing but a share is rounded. */
  private static final int ALL_DIGITS = 40;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final DecimalFormat whole = format("#,##0", ALL_DIGITS);
  private final DecimalFormat money = format("#,##0.00", ALL_DIGITS);
  private final DecimalFormat share = format("0.0%", 1);

  private static DecimalFormat format(String pattern, int decimals) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format;
  }

  /** A number of a type. */
  String number(ColumnType type, BigDecimal number) {
    return switch (type) {
      case MONEY -> money.format(number);
      case SHARE -> share.format(number);
      default -> whole.format(number);
    };
  }

  /** A part of a whole, in per cent; of nothing, nothing. */
  String part(BigDecimal part, BigDecimal of) {
    return of.signum() == 0 ? "" : share.format(part.divide(of, 6, RoundingMode.HALF_UP));
  }

  /** A value of a column that is known. */
  String cell(ReportColumn column, JsonNode value) {
    if (column.type().isNumber()) {
      BigDecimal number = column.number(value);
      if (number != null) {
        return number(column.type(), number);
      }
    } else if (value.isTextual() && column.type() == ColumnType.DAY) {
      LocalDate day = ChineseTime.day(value.textValue());
      return day == null ? value.textValue() : day.toString();
    } else if (value.isTextual() && column.type() == ColumnType.INSTANT) {
      LocalDateTime clock = ChineseTime.clock(value.textValue());
      return clock == null ? value.textValue() : CLOCK.format(clock);
    }
    return value.isTextual() ? value.textValue() : CanonicalJson.of("cell", value);
  }
}
