package dev.yunzhi.operator.tls;

import dev.yunzhi.operator.OperatorProperties;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The certificate that the program serves by: the bundle {@code webhook} of Spring Boot. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

  @Bean
  CertificateKeeper certificateKeeper(
      KubernetesClient client,
      OperatorProperties properties,
      ScheduledExecutorService background,
      Clock clock) {
    var webhook = properties.webhook();
    String service = webhook.service() + "." + properties.namespace() + ".svc";
    var names = new ArrayList<String>();
    names.add(service);
    names.add(service + ".cluster.local");
    names.addAll(webhook.names());
    var issuer = new CertificateIssuer(clock, webhook.certificateValidity());
    return new CertificateKeeper(
        new CertificateSecret(client, properties.namespace(), names, issuer, clock),
        new WebhookTrust(client),
        background);
  }

  @Bean
  SslBundleRegistrar webhookBundle(CertificateKeeper keeper) {
    return keeper::serveBy;
  }
}
