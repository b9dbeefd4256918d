package dev.yunzhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.cli.Failures.Unusable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The control-plane's intake of audit events, as one cluster's API server. What it does not
 * acknowledge is sent again, for ever. Not thread-safe.
 */
final class AuditSink {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ITEM = Pattern.compile("items\\[(\\d+)].*");
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI intake;
  private final String token;
  private final Consumer<String> told;

  /**
   * @param told of waits and refusals, in words
   */
  AuditSink(HttpClient http, URI intake, String token, Consumer<String> told) {
    this.http = http;
    this.intake = intake;
    this.token = token;
    this.told = told;
  }

  /**
   * Sends events until they are durable there.
   *
   * @param events JSON objects
   * @return those that can never be taken, each with the reason
   * @throws Unusable when nothing will ever be taken from us
   * @throws InterruptedException while it waits to send again
   */
  List<String> send(List<String> events) throws Unusable, InterruptedException {
    List<String> left = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String event : events) {
      if (isObject(event)) {
        left.add(event);
      } else if (!event.isEmpty()) {
        refused.add("no JSON object: " + shortened(event));
      }
    }
    Duration wait = FIRST_WAIT;
    while (!left.isEmpty()) {
      HttpResponse<String> answer = post(left, wait);
      if (answer == null) {
        wait = longer(wait);
        continue;
      }
      switch (answer.statusCode()) {
        case 204 -> {
          return refused;
        }
        case 400, 413 -> refused.addAll(without(left, answer));
        case 401, 403, 404, 415 -> throw new Unusable("%s: %s".formatted(intake, detail(answer)));
        default -> {
          Duration asked = retryAfter(answer, wait);
          told.accept("%s; sent again in %d s".formatted(detail(answer), asked.toSeconds()));
          Thread.sleep(asked.toMillis());
          wait = longer(wait);
        }
      }
    }
    return refused;
  }

  /** Null where there was no answer, after a wait. */
  private HttpResponse<String> post(List<String> events, Duration wait)
      throws InterruptedException {
    try {
      return http.send(
          HttpRequest.newBuilder(intake)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .header("Content-Encoding", "gzip")
              .timeout(Duration.ofMinutes(2))
              .POST(HttpRequest.BodyPublishers.ofByteArray(list(events)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      told.accept(
          "%s cannot be reached: %s; sent again in %d s".formatted(intake, why, wait.toSeconds()));
      Thread.sleep(wait.toMillis());
      return null;
    }
  }

  private static byte[] list(List<String> events) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[".getBytes(UTF_8));
      gzip.write(String.join(",", events).getBytes(UTF_8));
      gzip.write("]}".getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** Takes out what the answer complains of, or all but one half where it does not say of what. */
  private List<String> without(List<String> events, HttpResponse<String> answer)
      throws Unusable, InterruptedException {
    Matcher item = ITEM.matcher(json(answer).path("field").asText());
    if (item.matches() && Integer.parseInt(item.group(1)) < events.size()) {
      String event = events.remove(Integer.parseInt(item.group(1)));
      return List.of("%s: %s".formatted(detail(answer), shortened(event)));
    }
    if (events.size() == 1) {
      return List.of("%s: %s".formatted(detail(answer), shortened(events.remove(0))));
    }
    List<String> half = new ArrayList<>(events.subList(0, events.size() / 2));
    List<String> refused = send(half);
    events.subList(0, events.size() / 2).clear();
    return refused;
  }

  private static boolean isObject(String event) {
    try {
      return JSON.readTree(event).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }

  private static String detail(HttpResponse<String> answer) {
    return json(answer).path("detail").asText("status " + answer.statusCode());
  }

  private static Duration retryAfter(HttpResponse<String> answer, Duration otherwise) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(otherwise);
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }

  private static String shortened(String event) {
    return event.length() <= 200 ? event : event.substring(0, 200) + "…";
  }
}
