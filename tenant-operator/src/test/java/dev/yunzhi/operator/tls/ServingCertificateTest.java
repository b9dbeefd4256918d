package dev.yunzhi.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingCertificateTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final List<String> NAMES =
      List.of("tenant-operator.yunzhi-system.svc", "localhost", "127.0.0.1");

  private final CertificateIssuer issuer =
      new CertificateIssuer(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofDays(90));
  private final ServingCertificate certificate = issuer.issue(NAMES);

  @Test
  void isIssuedByTheAuthorityThatItComesWith() throws Exception {
    X509Certificate leaf = parse(certificate.certificate());
    X509Certificate authority = parse(certificate.authorities());

    leaf.verify(authority.getPublicKey());
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void isGoodUntilAThirdOfItsTimeIsLeft() {
    assertThat(certificate.isGood(NAMES, NOW)).isTrue();
    assertThat(certificate.isGood(NAMES, NOW.plus(Duration.ofDays(59)))).isTrue();
    assertThat(certificate.isGood(NAMES, NOW.plus(Duration.ofDays(61)))).isFalse();
  }

  @Test
  void saysWhenItEnds() {
    assertThat(certificate.expires()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    assertThat(new ServingCertificate("nothing", "", "").expires()).isNull();
  }

  @Test
  void isNotGoodForANameThatItDoesNotHave() {
    assertThat(certificate.isGood(List.of("elsewhere.example"), NOW)).isFalse();
  }

  @Test
  void whatIsNoCertificateIsNotGood() {
    assertThat(new ServingCertificate("nothing", "", "").isGood(NAMES, NOW)).isFalse();
  }

  @Test
  void ofSeveralAuthoritiesTheFirstIsTheOneThatIssuedIt() {
    ServingCertificate before = issuer.issue(NAMES);
    var during =
        new ServingCertificate(
            certificate.certificate(),
            certificate.key(),
            certificate.authorities() + before.authorities());

    assertThat(during.authority()).isEqualTo(certificate.authorities());
  }

  @Test
  void doesNotShowItsKey() {
    assertThat(certificate.toString()).doesNotContain("PRIVATE").doesNotContain("MII");
  }

  private static X509Certificate parse(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
