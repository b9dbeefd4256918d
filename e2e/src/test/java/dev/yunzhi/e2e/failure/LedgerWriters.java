package dev.yunzhi.e2e.failure;

import dev.yunzhi.e2e.estate.ControlPlaneAlone;
import dev.yunzhi.e2e.estate.Program;
import dev.yunzhi.e2e.estate.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * API servers, as far as the ledger can tell: each sends list after list, the same one again until
 * it is acknowledged, to another control-plane where one does not answer. Thread-safe.
 */
final class LedgerWriters implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int MOST_EVENTS = 8;

  private final List<URI> intakes;
  private final String token;
  private final HttpClient http;
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong lists = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** Starts so many. */
  LedgerWriters(ControlPlaneAlone estate, List<Program> controlPlanes, int writers, long seed) {
    intakes =
        controlPlanes.stream()
            .map(
                program ->
                    program.url().resolve("/api/v1/audit/intake/" + ControlPlaneAlone.CLUSTER))
            .toList();
    token = estate.token();
    http =
        HttpClient.newBuilder()
            .sslContext(Trust.in(estate.authority()))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    for (int writer = 0; writer < writers; writer++) {
      String name = "w" + writer;
      Random random = new Random(seed + writer);
      Thread thread = new Thread(() -> write(name, random), name);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void write(String name, Random random) {
    int at = random.nextInt(intakes.size());
    long number = 0;
    while (!ended) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(MOST_EVENTS); i++) {
        ids.add("%s-%d".formatted(name, number++));
      }
      String list = list(ids);
      while (!acknowledges(intakes.get(at), list)) {
        if (ended) {
          // Whether it was taken is not known: nothing was promised.
          return;
        }
        at = (at + 1) % intakes.size();
        pause();
      }
      acknowledged.addAll(ids);
      lists.incrementAndGet();
      pause();
    }
  }

  private boolean acknowledges(URI intake, String list) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(intake)
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(15))
                  .POST(HttpRequest.BodyPublishers.ofString(list))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      answers.computeIfAbsent(answer.statusCode(), status -> new AtomicLong()).incrementAndGet();
      return answer.statusCode() == 204;
    } catch (IOException e) {
      // Killed: whether the list was taken is not known, so it is sent again.
      return false;
    } catch (InterruptedException e) {
      ended = true;
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      ended = true;
    }
  }

  private static String list(List<String> ids) {
    StringBuilder list =
        new StringBuilder("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[");
    String now = Instant.now().toString();
    for (String id : ids) {
      list.append(list.charAt(list.length() - 1) == '[' ? "" : ",")
          .append(
              """
              {"auditID":"%s","stage":"ResponseComplete","verb":"create","user":{"username":"zhang"},\
              "requestURI":"/api/v1/namespaces/tenant-a/configmaps","stageTimestamp":"%s"}"""
                  .formatted(id, now));
    }
    return list.append("]}").toString();
  }

  /** Ids of events that were acknowledged by now. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Lists that were acknowledged by now. */
  long lists() {
    return lists.get();
  }

  /** How often each status was answered. */
  Map<Integer, AtomicLong> answers() {
    return answers;
  }

  /** Ends all, each after the answer that it waits for. */
  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
