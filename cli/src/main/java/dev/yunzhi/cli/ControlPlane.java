package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.cli.Failures.Unusable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control-plane, and as whom: by the token of the kubeconfig, or by a local account. */
final class ControlPlane {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TO_SEND_A_FILE = Duration.ofMinutes(15);

  @Mixin private Connection connection;

  @Option(
      names = "--control-plane",
      paramLabel = "URL",
      defaultValue = "${env:YUNZHI_CONTROL_PLANE}",
      description = "Where the control-plane is. Default: $$YUNZHI_CONTROL_PLANE.")
  private URI url;

  @Mixin private TrustedAuthority authority;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "A local account of it. Default: whoever the token of the kubeconfig is.")
  private String account;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the password of --account.")
  private Path passwordFile;

  /** Made at the first question, for all of one command. */
  private HttpClient client;

  private String authorization;

  /**
   * Asks it.
   *
   * @throws Unusable with what it says, if it refuses
   * @throws IOException if it cannot be reached, or a file cannot be read
   */
  JsonNode get(String path) throws Unusable, IOException {
    return send(request(path).GET());
  }

  /** As {@link #get}, for what is no JSON. */
  byte[] bytes(String path) throws Unusable, IOException {
    HttpResponse<byte[]> answer =
        exchange(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw refusal(answer.statusCode(), new String(answer.body(), UTF_8));
    }
    return answer.body();
  }

  /** As {@link #get}, with a POST that says why; null gives no reason. */
  JsonNode post(String path, String reason) throws Unusable, IOException {
    return post(path, reason == null ? Map.of() : Map.of("reason", reason));
  }

  /** As {@link #get}, with a POST; null values are left out. */
  JsonNode post(String path, Map<String, String> parameters) throws Unusable, IOException {
    return send(request(path(path, parameters)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** As {@link #get}, with a DELETE. */
  JsonNode delete(String path) throws Unusable, IOException {
    return send(request(path).DELETE());
  }

  /** A path that ends with what somebody wrote, whatever that is. */
  static String inPath(String path, String last) {
    return path + URLEncoder.encode(last, UTF_8).replace("+", "%20");
  }

  /** A path with a query, in the order of the parameters; null values are left out. */
  static String path(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(one -> one.getValue() != null)
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /**
   * Asks it for any number of lines, and passes each on as it comes.
   *
   * @throws Unusable and IOException as {@link #get} does
   */
  void lines(String path, String type, Consumer<String> line) throws Unusable, IOException {
    HttpResponse<Stream<String>> answer =
        exchange(request(path).header("Accept", type), HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      if (answer.statusCode() != 200) {
        throw refusal(answer.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      lines.forEach(line);
    } catch (UncheckedIOException e) {
      throw new IOException("the control-plane broke off: " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Asks it for a file of any length.
   *
   * @param into is written over
   * @param progress is told now and then how many bytes have come
   * @return the headers of the answer
   * @throws Unusable and IOException as {@link #get} does; a part may be there then
   */
  HttpHeaders download(String path, Path into, LongConsumer progress) throws Unusable, IOException {
    HttpResponse<InputStream> answer =
        exchange(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw refusal(answer.statusCode(), new String(body.readAllBytes(), UTF_8));
      }
      try (OutputStream file = Files.newOutputStream(into)) {
        byte[] part = new byte[1 << 16];
        long bytes = 0;
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
          file.write(part, 0, length);
          bytes += length;
          progress.accept(bytes);
        }
      }
      return answer.headers();
    }
  }

  /**
   * Sends it a file, and passes on each line of its answer as it comes.
   *
   * @param sent is told how many bytes were sent, now and then
   * @param answered statuses whose lines are of interest; of any other what it says is thrown
   * @return the status
   * @throws Unusable and IOException as {@link #get} does
   */
  int send(
      String path,
      Path file,
      String type,
      LongConsumer sent,
      Set<Integer> answered,
      Consumer<String> line)
      throws Unusable, IOException {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofInputStream(() -> CountedFile.open(file, sent)),
            Math.max(1, Files.size(file)));
    HttpResponse<Stream<String>> answer =
        exchange(
            request(path).header("Content-Type", type).timeout(TO_SEND_A_FILE).POST(body),
            HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      if (!answered.contains(answer.statusCode())) {
        throw refusal(answer.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      lines.forEach(line);
      return answer.statusCode();
    } catch (UncheckedIOException e) {
      throw new IOException("the control-plane broke off: " + e.getCause().getMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) throws Unusable, IOException {
    if (url == null || !url.isAbsolute()) {
      throw new Unusable(
          "--control-plane or $YUNZHI_CONTROL_PLANE must say where it is, e.g. https://yunzhi.example.gov.cn");
    }
    if (authorization == null) {
      authorization = authorization();
    }
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", authorization)
        .timeout(Duration.ofMinutes(2));
  }

  private String authorization() throws Unusable, IOException {
    if (account != null) {
      if (passwordFile == null) {
        throw new Unusable("--account needs --password-file");
      }
      String pair = account + ":" + Files.readString(passwordFile).strip();
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
    try (KubernetesClient client = connection.client()) {
      String token = client.getConfiguration().getAutoOAuthToken();
      if (token == null) {
        throw new Unusable(
            "the kubeconfig's user has no token, which the control-plane would know it by; use one that has, or --account");
      }
      return "Bearer " + token;
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws Unusable, IOException {
    HttpResponse<String> answer = exchange(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw refusal(answer.statusCode(), answer.body());
    }
    return json(answer.body());
  }

  private Unusable refusal(int status, String body) throws Unusable {
    JsonNode told = json(body);
    StringBuilder words = new StringBuilder(told.path("detail").asText("status " + status));
    told.path("assets").forEach(asset -> words.append("\n  ").append(asset.asText()));
    return new Unusable(words.toString());
  }

  private JsonNode json(String body) throws Unusable {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Unusable("there is no control-plane at " + url);
    }
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> reading) throws IOException {
    try {
      if (client == null) {
        client = authority.client();
      }
      return client.send(request.build(), reading);
    } catch (IOException e) {
      throw new IOException(
          "the control-plane at %s cannot be reached: %s; look at --control-plane and --ca-file"
              .formatted(
                  url, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
