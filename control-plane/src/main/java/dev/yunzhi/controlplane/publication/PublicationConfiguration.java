package dev.yunzhi.controlplane.publication;

import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.agent.Agents;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.Journal;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the publication together. Every replica serves; those with a key publish. */
@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {
  @Bean
  RevisionStore revisionStore(Database database, DataSource source, Ledger ledger) {
    return new RevisionStore(database, source, ledger);
  }

  @Bean
  PublishedBundles publishedBundles(Database database, RevisionStore store) {
    return new PublishedBundles(database, store);
  }

  @Bean
  OpaTools opaTools(YunzhiProperties properties) {
    return new OpaTools(properties.opa());
  }

  @Bean
  Discovery discovery(OpaTools tools) {
    return new Discovery(tools);
  }

  @Bean
  PreviewBundles previewBundles(
      Optional<PolicyObjects> objects, RevisionStore store, OpaTools tools) {
    return new PreviewBundles(objects, store, tools);
  }

  @Bean
  Publication publication(
      RevisionStore store, OpaTools tools, PublishedBundles bundles, Journal journal, Clock clock) {
    return new Publication(store, tools, bundles, journal, clock);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
  PolicyObjects watchedPolicies(KubernetesClient client) {
    return new WatchedPolicies(client);
  }

  @Bean
  @ConditionalOnBooleanProperty("yunzhi.gatekeeper.enabled")
  WatchedTemplates watchedTemplates(KubernetesClient client) {
    return new WatchedTemplates(client);
  }

  @Bean
  @ConditionalOnBooleanProperty("yunzhi.gatekeeper.enabled")
  Templates templates(TemplateObjects objects, KubernetesClient client) {
    return new Templates(objects, new ConstraintKinds(client));
  }

  @Bean
  @ConditionalOnProperty("yunzhi.opa.signing-key-file")
  Publisher publisher(
      PolicyObjects objects,
      ObjectProvider<Templates> templates,
      Database database,
      RevisionStore store,
      Publication publication,
      OpaTools tools,
      Agents agents,
      DataSource source,
      Clock clock) {
    return new Publisher(
        objects,
        templates.getIfAvailable(),
        database,
        store,
        publication,
        tools,
        agents,
        source,
        clock);
  }
}
