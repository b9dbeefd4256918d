package dev.yunzhi.audit;

import java.time.ZoneId;

/** The time that all of China has, UTC+8: reports, months and cards go by it. */
public final class BeijingTime {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private BeijingTime() {}
}
