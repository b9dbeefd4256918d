package dev.yunzhi.controlplane.schedule;

import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.report.OfferedReports;
import dev.yunzhi.controlplane.report.ReportExport;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What makes reports by itself. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {
  /** "yunzhir" in ASCII: nobody else's by accident. */
  private static final long LOCK = 0x79756e7a686972L;

  @Bean
  Schedules schedules(DataSource source) {
    return new Schedules(source);
  }

  @Bean
  KeptReports keptReports(DataSource source) {
    return new KeptReports(source);
  }

  @Bean
  ScheduledReports scheduledReports(
      Database database,
      DataSource source,
      Schedules schedules,
      KeptReports kept,
      OfferedReports reports,
      ReportExport export,
      YunzhiProperties properties,
      MeterRegistry meters,
      Clock clock) {
    return new ScheduledReports(
        database,
        new ReplicaLock(source, LOCK, "makes scheduled reports"),
        properties.reports().every(),
        schedules,
        kept,
        reports,
        export,
        meters,
        clock);
  }
}
