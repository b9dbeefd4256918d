package dev.yunzhi.controlplane.log;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.controlplane.YunzhiProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The log's parts over the one database. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {
  @Bean
  LogReader logReader(DataSource source) {
    return new LogReader(source);
  }

  @Bean
  @Conditional(SigningKeysGiven.class)
  Checkpoints checkpoints(DataSource source, YunzhiProperties properties) {
    YunzhiProperties.Log settings = properties.audit().log();
    LogKeys keys = LogKeys.read(settings);
    return new Checkpoints(source, settings.origin(), keys.signers(), keys.former());
  }
}
