package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.keeping.Archive;
import dev.yunzhi.audit.keeping.Holds;
import dev.yunzhi.audit.keeping.Keeper;
import dev.yunzhi.audit.keeping.KeepingEvents;
import dev.yunzhi.audit.keeping.Removals;
import dev.yunzhi.audit.keeping.Retention;
import dev.yunzhi.audit.keeping.ShelfFiles;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.controlplane.YunzhiProperties;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps the ledger, over the one database. */
@Configuration(proxyBeanMethods = false)
class KeepingConfiguration {
  @Bean
  KeepingEvents keepingEvents(YunzhiProperties properties) {
    return new KeepingEvents(properties.cluster());
  }

  /** Ends the program when less is set than the rules of the field allow. */
  @Bean
  Retention retention(YunzhiProperties properties) {
    YunzhiProperties.Keeping settings = properties.audit().keeping();
    try {
      return new Retention(settings.retentionDays(), settings.defaultRetentionDays());
    } catch (InvalidFieldException e) {
      throw new IllegalStateException("yunzhi.audit.keeping." + e.getMessage(), e);
    }
  }

  @Bean
  @ConditionalOnProperty("yunzhi.audit.keeping.directory")
  ShelfFiles shelfFiles(YunzhiProperties properties) {
    return new ShelfFiles(properties.audit().keeping().directory());
  }

  @Bean
  Keeper keeper(
      DataSource source,
      Ledger ledger,
      KeepingEvents events,
      Retention retention,
      Optional<ShelfFiles> files,
      YunzhiProperties properties) {
    int days = properties.audit().keeping().moveAfterDays();
    try {
      Archive archive = files.map(there -> new Archive(there, days)).orElse(null);
      return new Keeper(source, ledger, events, retention, archive);
    } catch (InvalidFieldException e) {
      throw new IllegalStateException("yunzhi.audit.keeping." + e.getMessage(), e);
    }
  }

  @Bean
  Holds holds(DataSource source, Ledger ledger, KeepingEvents events) {
    return new Holds(source, ledger, events);
  }

  @Bean
  Removals removals(
      DataSource source,
      Ledger ledger,
      LedgerReader reader,
      KeepingEvents events,
      Optional<ShelfFiles> files) {
    return new Removals(source, ledger, reader, events, files.orElse(null));
  }
}
