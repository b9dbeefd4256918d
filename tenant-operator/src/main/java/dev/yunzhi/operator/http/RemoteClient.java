package dev.yunzhi.operator.http;

import dev.yunzhi.operator.OperatorProperties.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Talks to one other program by HTTP, over TLS where its address says so. Authorities and token are
 * read from their files, and read anew when those change. Not thread-safe.
 */
public final class RemoteClient {

  private final URI url;
  private final Path caFile;
  private final Path tokenFile;
  private HttpClient client;
  private FileTime trustedSince;

  /**
   * @param caFile PEM; null trusts what the JVM trusts
   * @param tokenFile bearer token, read anew each time; null sends none
   */
  public RemoteClient(URI url, Path caFile, Path tokenFile) {
    this.url = url;
    this.caFile = caFile;
    this.tokenFile = tokenFile;
  }

  /** A client of the control-plane. */
  public static RemoteClient of(ControlPlane settings) {
    return new RemoteClient(settings.url(), settings.caFile(), settings.tokenFile());
  }

  /**
   * A request to a path of the other program.
   *
   * @param path relative, e.g. {@code api/v1/opa/logs}
   */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + "/" + path));
  }

  /**
   * Sends a request with the token.
   *
   * @param limit for the whole answer, its body included
   * @throws IOException if there is no whole answer in time, or a file cannot be read
   */
  public <T> HttpResponse<T> send(
      HttpRequest.Builder request, Duration limit, HttpResponse.BodyHandler<T> body)
      throws IOException, GeneralSecurityException, InterruptedException {
    if (tokenFile != null) {
      request.header("Authorization", "Bearer " + Files.readString(tokenFile).strip());
    }
    // A timeout of the request alone would end with the answer's headers.
    var answer = client().sendAsync(request.build(), body);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + limit);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause.getMessage() == null ? cause.toString() : said(cause), cause);
    } finally {
      answer.cancel(true);
    }
  }

  /** What a reader of the body objects to lies wrapped, twice. */
  private static String said(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UncheckedIOException) {
        return at.getCause().getMessage();
      }
    }
    return cause.getMessage();
  }

  private HttpClient client() throws IOException, GeneralSecurityException {
    FileTime changed = caFile == null ? null : Files.getLastModifiedTime(caFile);
    if (client == null || (changed != null && !changed.equals(trustedSince))) {
      var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
      if (changed != null) {
        builder.sslContext(trusting(caFile));
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
