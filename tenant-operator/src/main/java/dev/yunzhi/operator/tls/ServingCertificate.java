package dev.yunzhi.operator.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A serving certificate with its key and the authorities to trust for it, all PEM. Holds a secret:
 * {@link #toString} does not show it.
 *
 * @param authorities the authority that issued it, and during a change the one before
 */
record ServingCertificate(String certificate, String key, String authorities) {

  /** The authority that issued it alone. */
  String authority() {
    String end = "-----END CERTIFICATE-----\n";
    int first = authorities.indexOf(end);
    return first < 0 ? authorities : authorities.substring(0, first + end.length());
  }

  /** Whether it can still be served under all of {@code names} and has a third of its time left. */
  boolean isGood(Collection<String> names, Instant now) {
    try {
      X509Certificate x509 = x509();
      Instant from = x509.getNotBefore().toInstant();
      Instant to = x509.getNotAfter().toInstant();
      Duration third = Duration.between(from, to).dividedBy(3);
      return now.isBefore(to.minus(third)) && names(x509).containsAll(names);
    } catch (CertificateException e) {
      // Whatever is in its place, it is none: another is issued.
      return false;
    }
  }

  /**
   * When it ends.
   *
   * @return null when it is no certificate
   */
  Instant expires() {
    try {
      return x509().getNotAfter().toInstant();
    } catch (CertificateException e) {
      return null;
    }
  }

  private X509Certificate x509() throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Set<String> names(X509Certificate x509) throws CertificateException {
    var names = new HashSet<String>();
    var alternatives = x509.getSubjectAlternativeNames();
    for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
      names.add(String.valueOf(name.get(1)));
    }
    return names;
  }

  @Override
  public String toString() {
    return "ServingCertificate";
  }
}
