package dev.yunzhi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Option;

/** Who vouches for the control-plane. */
final class TrustedAuthority {

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = "${env:YUNZHI_CA_FILE}",
      description =
          "PEM of the authority that vouches for it. Default: $$YUNZHI_CA_FILE, then those of Java.")
  private Path file;

  /**
   * A new client, which trusts whom that authority vouches for.
   *
   * @throws IOException if the file cannot be read, or is something else
   */
  HttpClient client() throws IOException {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
    if (file != null) {
      client.sslContext(trusting(file));
    }
    return client.build();
  }

  private static SSLContext trusting(Path authority) throws IOException {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("authority-" + count++, one);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "--ca-file: %s is no PEM of certificates: %s".formatted(authority, e.getMessage()), e);
    }
  }
}
