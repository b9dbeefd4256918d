package dev.yunzhi.operator.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Issues serving certificates, each from an authority of its own whose key is thrown away: nobody
 * can ever issue another in its name. Thread-safe.
 */
final class CertificateIssuer {

  private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  /** Clocks of API server and operator may differ by this much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity of a certificate from now on
   */
  CertificateIssuer(Clock clock, Duration validity) {
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * @param names DNS names and IP addresses; the first becomes the subject
   */
  ServingCertificate issue(Collection<String> names) {
    try {
      KeyPair authorityKeys = keys();
      var authorityName = new X500Name("CN=Yunzhi webhook authority " + serial().toString(36));
      X509CertificateHolder authority = authority(authorityName, authorityKeys);
      KeyPair keys = keys();
      X509CertificateHolder leaf = leaf(names, keys, authorityName, authorityKeys.getPrivate());
      return new ServingCertificate(
          pem("CERTIFICATE", leaf.getEncoded()),
          pem("PRIVATE KEY", keys.getPrivate().getEncoded()),
          pem("CERTIFICATE", authority.getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot issue the webhook's certificate", e);
    }
  }

  private X509CertificateHolder authority(X500Name name, KeyPair keys)
      throws IOException, OperatorCreationException {
    return sign(
        builder(name, name, keys)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)),
        keys.getPrivate());
  }

  private X509CertificateHolder leaf(
      Collection<String> names, KeyPair keys, X500Name issuer, PrivateKey issuerKey)
      throws IOException, OperatorCreationException {
    var alternatives =
        names.stream()
            .map(
                n ->
                    new GeneralName(
                        IP.matcher(n).matches() ? GeneralName.iPAddress : GeneralName.dNSName, n))
            .toArray(GeneralName[]::new);
    return sign(
        builder(issuer, new X500Name("CN=" + names.iterator().next()), keys)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives)),
        issuerKey);
  }

  private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(),
        Date.from(now.minus(SKEW)),
        Date.from(now.plus(validity)),
        subject,
        keys.getPublic());
  }

  private static X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
  }

  private KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private BigInteger serial() {
    return new BigInteger(127, random);
  }

  private static String pem(String type, byte[] content) throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
