package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.register.DeviceReader;
import dev.yunzhi.audit.register.Imports;
import dev.yunzhi.audit.register.Register;
import dev.yunzhi.audit.register.ValueRules;
import dev.yunzhi.controlplane.YunzhiProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The register over the one database. */
@Configuration(proxyBeanMethods = false)
class RegisterConfiguration {
  @Bean
  Register register(DataSource source, Ledger ledger, YunzhiProperties properties) {
    return new Register(source, ledger, properties.cluster(), ValueRules.DEFAULT);
  }

  @Bean
  Imports imports(DataSource source, Ledger ledger, YunzhiProperties properties) {
    return new Imports(source, ledger, properties.cluster());
  }

  @Bean
  DeviceReader deviceReader(DataSource source) {
    return new DeviceReader(source);
  }
}
