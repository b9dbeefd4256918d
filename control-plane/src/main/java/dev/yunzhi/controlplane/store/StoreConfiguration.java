package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The record's parts over the one database. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  Ledger ledger(DataSource source) {
    return new Ledger(source);
  }

  @Bean
  LedgerReader ledgerReader(DataSource source) {
    return new LedgerReader(source);
  }
}
