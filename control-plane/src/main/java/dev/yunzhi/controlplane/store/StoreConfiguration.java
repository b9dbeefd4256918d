package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.asset.AssetGroups;
import dev.yunzhi.audit.asset.AssetHistory;
import dev.yunzhi.audit.asset.AssetReader;
import dev.yunzhi.audit.asset.ChangeReader;
import dev.yunzhi.audit.asset.HistoryReader;
import dev.yunzhi.audit.asset.OwnedPlaces;
import dev.yunzhi.audit.asset.SpanReader;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.IndexBuilder;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.audit.ledger.MovedBodies;
import java.util.Optional;
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
  AssetHistory assetHistory(DataSource source, Ledger ledger) {
    return new AssetHistory(source, ledger);
  }

  @Bean
  AssetReader assetReader(DataSource source) {
    return new AssetReader(source);
  }

  @Bean
  AssetGroups assetGroups(DataSource source) {
    return new AssetGroups(source);
  }

  @Bean
  ChangeReader changeReader(DataSource source) {
    return new ChangeReader(source);
  }

  @Bean
  HistoryReader historyReader(DataSource source) {
    return new HistoryReader(source);
  }

  @Bean
  SpanReader spanReader(DataSource source) {
    return new SpanReader(source);
  }

  @Bean
  LedgerReader ledgerReader(DataSource source, Optional<MovedBodies> moved) {
    return new LedgerReader(source, moved.orElse(MovedBodies.NONE));
  }

  @Bean
  EventSearcher eventSearcher(DataSource source, LedgerReader reader) {
    return new EventSearcher(source, reader);
  }

  @Bean
  IndexBuilder indexBuilder(DataSource source, Optional<MovedBodies> moved) {
    return new IndexBuilder(source, moved.orElse(MovedBodies.NONE));
  }

  @Bean
  OwnedPlaces ownedPlaces(DataSource source) {
    return new OwnedPlaces(source);
  }
}
