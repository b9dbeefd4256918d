package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;

/** A day of the week. */
public enum Weekday {
  @JsonProperty("Mon")
  MON(DayOfWeek.MONDAY),
  @JsonProperty("Tue")
  TUE(DayOfWeek.TUESDAY),
  @JsonProperty("Wed")
  WED(DayOfWeek.WEDNESDAY),
  @JsonProperty("Thu")
  THU(DayOfWeek.THURSDAY),
  @JsonProperty("Fri")
  FRI(DayOfWeek.FRIDAY),
  @JsonProperty("Sat")
  SAT(DayOfWeek.SATURDAY),
  @JsonProperty("Sun")
  SUN(DayOfWeek.SUNDAY);

  private final DayOfWeek day;

  Weekday(DayOfWeek day) {
    this.day = day;
  }

  /** The same day as Java knows it. */
  public DayOfWeek day() {
    return day;
  }
}
