package dev.yunzhi.operator.tls;

import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Keeps the webhook's certificate good: looks every few seconds whether it was changed, runs out,
 * or is not trusted by the webhooks, on every replica. Trust comes first, then the certificate is
 * served, so that no review is ever lost to a change.
 */
public final class CertificateKeeper {

  private static final Logger log = LoggerFactory.getLogger(CertificateKeeper.class);

  /** Name of the SSL bundle, as {@code server.ssl.bundle} names it. */
  private static final String BUNDLE = "webhook";

  private static final long SECONDS_BETWEEN_LOOKS = 5;

  /** A password that protects nothing, but such a store is to have one. */
  private static final String IN_MEMORY = "in memory";

  private final CertificateSecret secret;
  private final WebhookTrust trust;
  private final ScheduledExecutorService background;
  private volatile ServingCertificate served;

  CertificateKeeper(
      CertificateSecret secret, WebhookTrust trust, ScheduledExecutorService background) {
    this.secret = secret;
    this.trust = trust;
    this.background = background;
  }

  /** Registers the certificate, issuing one if there is none, and keeps it up from then on. */
  void serveBy(SslBundleRegistry registry) {
    served = secret.current();
    registry.registerBundle(BUNDLE, bundle(served));
    // It never throws, so there is nothing to learn from the future.
    var unused =
        background.scheduleWithFixedDelay(
            () -> look(registry), 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  /** Whether there is a certificate to serve. */
  public boolean ready() {
    return served != null;
  }

  /** When the certificate that is served ends; null when there is none. */
  public Instant expires() {
    ServingCertificate its = served;
    return its == null ? null : its.expires();
  }

  private void look(SslBundleRegistry registry) {
    try {
      ServingCertificate current = secret.current();
      trust.ensure(current.authorities());
      if (!current.equals(served)) {
        registry.updateBundle(BUNDLE, bundle(current));
        served = current;
        log.info("Another certificate is served");
      }
    } catch (RuntimeException e) {
      // The one that is served is good for a long time yet; the next look may succeed.
      log.warn("Could not look after the webhook's certificate", e);
    }
  }

  /**
   * In a store that is quick to make. The default one derives a key from a password many thousand
   * times, of a key pair that is never anywhere but in memory.
   */
  private static SslBundle bundle(ServingCertificate certificate) {
    var details =
        new PemSslStoreDetails(
            "JKS", null, IN_MEMORY, certificate.certificate(), certificate.key(), null);
    return SslBundle.of(new PemSslStoreBundle(details, null), SslBundleKey.of(IN_MEMORY));
  }
}
