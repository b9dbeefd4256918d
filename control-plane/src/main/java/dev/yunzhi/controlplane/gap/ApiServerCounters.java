package dev.yunzhi.controlplane.gap;

import dev.yunzhi.audit.gap.CounterReading;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The metrics page of whichever API server answers. */
final class ApiServerCounters {
  private static final String PATH = "metrics";

  private final KubernetesClient client;
  private final Clock clock;
  private final Duration limit;

  /**
   * @param limit in which an answer must have begun, and in which it must be over then
   */
  ApiServerCounters(KubernetesClient client, Clock clock, Duration limit) {
    this.client = client;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Reads it once.
   *
   * @throws UnreadableCountersException when it does not come, or is another page
   */
  CounterReading read() throws InterruptedException {
    CounterPage page = new CounterPage();
    Instant asked = clock.instant();
    fetch(page);
    Instant answered = clock.instant();
    CounterPage.Counters counters = page.end("/" + PATH);
    return new CounterReading(counters.startedAt(), asked, answered, counters.losses());
  }

  private void fetch(CounterPage page) throws InterruptedException {
    HttpClient http = client.getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder().uri(client.getMasterUrl() + PATH).forStreaming().build();
    CompletableFuture<HttpResponse<AsyncBody>> answer =
        http.consumeBytes(
            request,
            (pieces, body) -> {
              pieces.forEach(page::take);
              body.consume();
            });
    try {
      take(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new UnreadableCountersException("/%s: %s".formatted(PATH, e.getCause()), e);
    } catch (TimeoutException e) {
      throw new UnreadableCountersException("/%s did not come within %s".formatted(PATH, limit), e);
    } finally {
      answer.cancel(true);
    }
  }

  private void take(HttpResponse<AsyncBody> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    AsyncBody body = answer.body();
    try {
      if (answer.code() != 200) {
        throw new UnreadableCountersException("/%s: HTTP %d".formatted(PATH, answer.code()));
      }
      body.consume();
      body.done().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      body.cancel();
    }
  }
}
