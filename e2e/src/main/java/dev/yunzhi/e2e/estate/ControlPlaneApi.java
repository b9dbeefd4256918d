package dev.yunzhi.e2e.estate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** The control-plane's REST API as one account sees it. Thread-safe. */
public final class ControlPlaneApi {

  private final HttpClient http;
  private final URI url;
  private final String authorization;

  /**
   * @param authority PEM of the authority that its certificate is checked against
   */
  ControlPlaneApi(URI url, Path authority, String account, String password) {
    this(
        url,
        authority,
        "Basic " + Base64.getEncoder().encodeToString((account + ":" + password).getBytes(UTF_8)));
  }

  /**
   * @param authority PEM of the authority that its certificate is checked against
   * @param authorization the header's whole value
   */
  ControlPlaneApi(URI url, Path authority, String authorization) {
    this.url = url;
    this.http = HttpClient.newBuilder().sslContext(Trust.in(authority)).build();
    this.authorization = authorization;
  }

  /** Sends a GET, whatever the answer. */
  public HttpResponse<String> get(String path) throws IOException {
    return send(request(path), HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Fetches a bundle as an agent does that polls long, whatever the answer.
   *
   * @param known the ETag that it has; null when it has none
   * @param wait how long it wants to wait for another one, in seconds; 0 does not wait
   */
  public HttpResponse<byte[]> bundle(String name, String known, int wait) throws IOException {
    HttpRequest.Builder request = request("/api/v1/opa/bundles/" + name);
    if (known != null) {
      request.header("If-None-Match", known);
    }
    if (wait > 0) {
      request.header("Prefer", "modes=snapshot,delta;wait=" + wait);
    }
    return send(
        request.timeout(Duration.ofSeconds(wait + 60L)), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends a POST without a body, whatever the answer. */
  public HttpResponse<String> post(String path) throws IOException {
    return send(
        request(path).POST(HttpRequest.BodyPublishers.noBody()),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a POST with JSON, whatever the answer. */
  public HttpResponse<String> post(String path, String json) throws IOException {
    return post(path, "application/json", json);
  }

  /** The same of any type. */
  public HttpResponse<String> post(String path, String type, String body) throws IOException {
    return send(
        request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Saves the answer to a GET.
   *
   * @throws IOException when the answer is not 200: with what it says
   */
  public void download(String path, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    HttpResponse<Path> answer =
        send(
            request(path),
            HttpResponse.BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING));
    if (answer.statusCode() != 200) {
      throw new IOException(
          "GET %s: %d %s".formatted(path, answer.statusCode(), Files.readString(file)));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", authorization)
        .timeout(Duration.ofSeconds(60));
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    HttpRequest request = builder.build();
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + request, e);
    }
  }
}
