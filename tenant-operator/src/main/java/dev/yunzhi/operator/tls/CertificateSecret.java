package dev.yunzhi.operator.tls;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The one certificate that all replicas serve, kept in a Secret. Whichever replica finds it missing
 * or running out issues the next; of two that do so at once the API server takes one.
 */
final class CertificateSecret {

  static final String NAME = "yunzhi-webhook-tls";

  private final KubernetesClient client;
  private final String namespace;
  private final List<String> names;
  private final CertificateIssuer issuer;
  private final Clock clock;

  /**
   * @param names that the certificate has to be good for
   */
  CertificateSecret(
      KubernetesClient client,
      String namespace,
      List<String> names,
      CertificateIssuer issuer,
      Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.names = List.copyOf(names);
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The certificate to serve now; issues another one first when that is due. */
  ServingCertificate current() {
    Secret stored = read();
    ServingCertificate certificate = stored == null ? null : certificate(stored);
    if (certificate != null && certificate.isGood(names, clock.instant())) {
      return certificate;
    }
    ServingCertificate next = issuer.issue(names);
    try {
      return stored == null ? create(next) : replace(stored, certificate, next);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        // Another replica was faster.
        return certificate(read());
      }
      throw e;
    }
  }

  private Secret read() {
    return client.secrets().inNamespace(namespace).withName(NAME).get();
  }

  private ServingCertificate create(ServingCertificate next) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(NAME)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(data(next))
                .build())
        .create();
    return next;
  }

  /** The authority before stays trusted, for a replica may still serve what it issued. */
  private ServingCertificate replace(
      Secret stored, ServingCertificate before, ServingCertificate next) {
    var both =
        new ServingCertificate(
            next.certificate(),
            next.key(),
            before == null ? next.authorities() : next.authorities() + before.authority());
    client.resource(new SecretBuilder(stored).withData(data(both)).build()).update();
    return both;
  }

  private static Map<String, String> data(ServingCertificate certificate) {
    return Map.of(
        "tls.crt", encode(certificate.certificate()),
        "tls.key", encode(certificate.key()),
        "ca.crt", encode(certificate.authorities()));
  }

  private static ServingCertificate certificate(Secret secret) {
    Map<String, String> data = secret.getData();
    if (data == null || !data.keySet().containsAll(List.of("tls.crt", "tls.key", "ca.crt"))) {
      return null;
    }
    return new ServingCertificate(
        decode(data.get("tls.crt")), decode(data.get("tls.key")), decode(data.get("ca.crt")));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII);
  }
}
