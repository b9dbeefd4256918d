package dev.yunzhi.operator.bundle;

import dev.yunzhi.operator.http.LimitedBody;
import dev.yunzhi.operator.http.RemoteClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks for a bundle by OPA's <a
 * href="https://www.openpolicyagent.org/docs/management-bundles#bundle-service-api">Bundle API</a>,
 * snapshots alone. Not thread-safe.
 */
final class BundleRequest {

  private static final String TYPES = "application/vnd.openpolicyagent.bundles, application/gzip";
  private static final Duration TRANSFER = Duration.ofSeconds(30);

  private final RemoteClient client;
  private final String path;
  private final long maxBytes;

  /**
   * @param name of the bundle
   * @param maxBytes that are read of an answer
   */
  BundleRequest(RemoteClient client, String name, long maxBytes) {
    this.client = client;
    this.path = "api/v1/opa/bundles/" + name;
    this.maxBytes = maxBytes;
  }

  /**
   * What came back.
   *
   * @param archive empty when there is nothing new
   * @param etag of the archive; null when the other side gives none
   */
  record Answer(Optional<byte[]> archive, String etag) {}

  /**
   * @param etag of what is there already; null asks for whatever there is
   * @param wait how long the other side may hold the request until there is another; below a second
   *     it is to answer at once
   * @throws IOException if there is no answer, one that is too large, or one but 200 and 304
   */
  Answer send(String etag, Duration wait)
      throws IOException, GeneralSecurityException, InterruptedException {
    var request =
        client
            .request(path)
            .header(
                "Prefer",
                "modes=snapshot" + (wait.toSeconds() > 0 ? ";wait=" + wait.toSeconds() : ""))
            .header("Accept", TYPES);
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    HttpResponse<byte[]> answer =
        client.send(request, wait.plus(TRANSFER), LimitedBody.of(maxBytes, "the bundle"));
    return switch (answer.statusCode()) {
      case 200 ->
          new Answer(Optional.of(answer.body()), answer.headers().firstValue("ETag").orElse(null));
      case 304 -> new Answer(Optional.empty(), etag);
      default -> throw new IOException("the control-plane answered " + answer.statusCode());
    };
  }
}
