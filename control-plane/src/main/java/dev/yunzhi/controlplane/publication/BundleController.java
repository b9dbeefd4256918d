package dev.yunzhi.controlplane.publication;

import dev.yunzhi.controlplane.web.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * OPA's <a href="https://www.openpolicyagent.org/docs/management-bundles">Bundle API</a>, with long
 * polling: an agent that has the current revision is answered when there is another one, or when it
 * does not want to wait any longer.
 */
@RestController
class BundleController {
  /** By this very type an agent knows that it may poll long. */
  private static final MediaType BUNDLE =
      MediaType.parseMediaType("application/vnd.openpolicyagent.bundles");

  private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,9})(?:$|[;,\\s])");
  private static final String DISCOVERY = "discovery";

  /** For an answer that is there already, longer than it takes. */
  private static final Duration AT_ONCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final PublishedBundles bundles;
  private final Discovery discovery;
  private final PreviewBundles previews;

  BundleController(PublishedBundles bundles, Discovery discovery, PreviewBundles previews) {
    this.bundles = bundles;
    this.discovery = discovery;
    this.previews = previews;
  }

  @GetMapping("/api/v1/opa/bundles/{name}")
  DeferredResult<ResponseEntity<byte[]>> bundle(
      @PathVariable("name") String given,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String known,
      @RequestHeader(name = "Prefer", required = false) String preferences) {
    Supplier<Optional<Served>> bundle = bundle(given);
    Duration wait = wait(preferences);
    var answer =
        new DeferredResult<ResponseEntity<byte[]>>((wait.isZero() ? AT_ONCE : wait).toMillis());
    Runnable again = () -> answer.setResult(answer(bundle, known));
    answer.onTimeout(again);
    answer.onCompletion(() -> bundles.forget(again));
    // First to be told, then to look: nothing that is published in between is missed.
    bundles.await(again);
    ResponseEntity<byte[]> now = answer(bundle, known);
    if (wait.isZero() || now.getStatusCode() != HttpStatus.NOT_MODIFIED) {
      answer.setResult(now);
    }
    return answer;
  }

  private static Duration wait(String preferences) {
    Matcher wait = WAIT.matcher(preferences == null ? "" : preferences);
    if (!wait.find()) {
      return Duration.ZERO;
    }
    Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT;
  }

  private Supplier<Optional<Served>> bundle(String given) {
    if (given.equals(DISCOVERY)) {
      return discovery::bundle;
    }
    if (given.startsWith(PreviewBundles.PREFIX)) {
      return () -> previews.of(given.substring(PreviewBundles.PREFIX.length()));
    }
    BundleName name =
        BundleName.of(given)
            .orElseThrow(
                () ->
                    Problem.of(
                        HttpStatus.NOT_FOUND,
                        "there is no bundle %s; there are %s and %s"
                            .formatted(
                                given,
                                Arrays.stream(BundleName.values()).map(BundleName::wire).toList(),
                                DISCOVERY)));
    return () ->
        bundles
            .current()
            .map(
                current ->
                    new Served("\"" + current.revision() + "\"", current.bundles().of(name)));
  }

  private static boolean isAmong(Served served, String known) {
    return known != null
        && Arrays.stream(known.split(",", -1))
            .map(tag -> tag.strip().replaceFirst("^W/", ""))
            .anyMatch(served.tag()::equals);
  }

  private ResponseEntity<byte[]> answer(Supplier<Optional<Served>> bundle, String known) {
    Served served = bundle.get().orElse(null);
    if (served == null) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, "2")
          .build();
    }
    boolean same = isAmong(served, known);
    var answer =
        ResponseEntity.status(same ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(served.tag())
            .contentType(BUNDLE);
    return same ? answer.build() : answer.body(served.archive());
  }
}
