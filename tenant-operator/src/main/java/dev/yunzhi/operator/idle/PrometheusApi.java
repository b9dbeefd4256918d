package dev.yunzhi.operator.idle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.operator.http.LimitedBody;
import dev.yunzhi.operator.http.RemoteClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Instant queries of Prometheus' HTTP API, {@code POST /api/v1/query}, as its documentation has it
 * under "Instant queries". Not thread-safe.
 */
public final class PrometheusApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "namespace";

  private final RemoteClient client;
  private final Duration timeout;
  private final long maxBytes;

  /**
   * @param timeout for one whole answer
   * @param maxBytes that are read of an answer
   */
  public PrometheusApi(RemoteClient client, Duration timeout, long maxBytes) {
    this.client = client;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
  }

  /**
   * The value for each namespace.
   *
   * @param query whose answer is a vector with the label {@code namespace}
   * @throws IOException if there is no answer, one that is too large or no such vector
   */
  Map<String, Double> byNamespace(String query, Instant at)
      throws IOException, GeneralSecurityException, InterruptedException {
    String form =
        "query=%s&time=%s&timeout=%dms"
            .formatted(encoded(query), encoded(at.toString()), timeout.toMillis());
    HttpResponse<byte[]> answer =
        client.send(
            client
                .request("api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)),
            timeout,
            LimitedBody.of(maxBytes, "the answer of Prometheus"));
    return read(answer.statusCode(), answer.body());
  }

  private static Map<String, Double> read(int status, byte[] body) throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (IOException e) {
      throw new IOException("Prometheus answered %d and no JSON".formatted(status), e);
    }
    if (status != 200 || !"success".equals(answer.path("status").asText())) {
      throw new IOException(
          "Prometheus answered %d: %s".formatted(status, answer.path("error").asText("no reason")));
    }
    JsonNode data = answer.path("data");
    if (!"vector".equals(data.path("resultType").asText())) {
      throw new IOException(
          "Prometheus answered a %s; the expression must give a vector"
              .formatted(data.path("resultType").asText("nothing")));
    }
    var values = new HashMap<String, Double>();
    for (JsonNode sample : data.path("result")) {
      String namespace = sample.path("metric").path(NAMESPACE).asText("");
      double value = number(sample.path("value").path(1).asText());
      if (!namespace.isEmpty() && Double.isFinite(value) && values.put(namespace, value) != null) {
        throw new IOException(
            "Prometheus answered two values for the namespace %s; the expression must sum by (namespace)"
                .formatted(namespace));
      }
    }
    return values;
  }

  /** Prometheus writes {@code NaN}, {@code +Inf} and {@code -Inf}. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.replace("Inf", "Infinity"));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
