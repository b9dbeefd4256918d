package dev.yunzhi.operator.decision;

import dev.yunzhi.operator.OperatorProperties.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Talks to the control-plane over TLS. Authorities and token are read from their files, and read
 * anew when those change. Not thread-safe.
 */
final class ControlPlaneClient {

  private final ControlPlane settings;
  private HttpClient client;
  private FileTime trustedSince;

  ControlPlaneClient(ControlPlane settings) {
    this.settings = settings;
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException, GeneralSecurityException, InterruptedException {
    if (settings.tokenFile() != null) {
      request.header("Authorization", "Bearer " + Files.readString(settings.tokenFile()).strip());
    }
    return client().send(request.build(), body);
  }

  private HttpClient client() throws IOException, GeneralSecurityException {
    FileTime changed =
        settings.caFile() == null ? null : Files.getLastModifiedTime(settings.caFile());
    if (client == null || (changed != null && !changed.equals(trustedSince))) {
      var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
      if (changed != null) {
        builder.sslContext(trusting(settings.caFile()));
      }
      client = builder.build();
      trustedSince = changed;
    }
    return client;
  }

  private static SSLContext trusting(Path caFile) throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(caFile)) {
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("authority-" + number++, authority);
      }
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
