package dev.yunzhi.operator.bundle;

import dev.yunzhi.policy.BundleVerifier;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the bundle that the control-plane publishes: downloads, verifies, puts in force, keeps.
 * What goes wrong changes nothing that is enforced; it is said in the {@link BundleState} and tried
 * again, ever more slowly. Runs on every replica, whether it leads or not.
 */
final class BundleFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BundleFeed.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration HELD = Duration.ofMillis(500);

  /** Puts a bundle in force, or throws and changes nothing. */
  @FunctionalInterface
  interface Engine {
    void replace(PolicyBundle bundle) throws InvalidBundleException;
  }

  /** A bundle that is older than the one in force. */
  private static final class ReplayedException extends Exception {
    private static final long serialVersionUID = 1L;

    ReplayedException(String message) {
      super(message);
    }
  }

  private final BundleRequest request;
  private final BundleVerifier verifier;
  private final KeptBundle kept;
  private final Engine engine;
  private final BundleState state;
  private final Duration hold;
  private final Duration poll;
  private final Clock clock;
  private final Counter failures;
  private final Thread thread;
  private String etag;

  /**
   * @param hold how long the other side may hold a request
   * @param poll pause between two requests, where the other side holds none
   */
  BundleFeed(
      BundleRequest request,
      BundleVerifier verifier,
      KeptBundle kept,
      Engine engine,
      BundleState state,
      Duration hold,
      Duration poll,
      Clock clock,
      MeterRegistry meters) {
    this.request = request;
    this.verifier = verifier;
    this.kept = kept;
    this.engine = engine;
    this.state = state;
    this.hold = hold;
    this.poll = poll;
    this.clock = clock;
    this.failures =
        Counter.builder("yunzhi.bundle.failures")
            .description("Tries for a bundle that ended in an error")
            .register(meters);
    Gauge.builder("yunzhi.bundle.sequence", state, BundleFeed::sequence)
        .description("Sequence of the bundle in force; 0 for the one in the image")
        .register(meters);
    this.etag = inForce().map(revision -> "\"" + revision.text() + "\"").orElse(null);
    this.thread = new Thread(this::run, "bundle-download");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration failed = FIRST_PAUSE;
    try {
      while (true) {
        Optional<Duration> pause = look();
        TimeUnit.MILLISECONDS.sleep(pause.orElse(failed).toMillis());
        failed = pause.isPresent() ? FIRST_PAUSE : failed.multipliedBy(2);
        failed = failed.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : failed;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @return how soon to look again; empty after a failure
   */
  private Optional<Duration> look() throws InterruptedException {
    long start = System.nanoTime();
    // After an error it is to be known at once whether it is over.
    Duration wait = state.now().error() == null ? hold : Duration.ZERO;
    state.update(before -> before.asked(clock.instant()));
    try {
      BundleRequest.Answer answer = request.send(etag, wait);
      boolean changed = answer.archive().isPresent() && take(answer.archive().get());
      etag = answer.etag();
      if (!changed) {
        state.update(before -> before.unchanged(clock.instant()));
      }
      // One that holds requests answers late, or with something new. Its answer 304 has no type by
      // which to tell.
      boolean held = System.nanoTime() - start >= HELD.toNanos();
      return Optional.of(changed || held || wait.isZero() ? Duration.ZERO : poll);
    } catch (ReplayedException
        | InvalidBundleException
        | IOException
        | GeneralSecurityException e) {
      failed(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * @return false when it is the one in force
   */
  private boolean take(byte[] archive) throws InvalidBundleException, ReplayedException {
    PolicyBundle bundle = verifier.read(archive);
    if (bundle.revision().equals(state.now().revision())) {
      return false;
    }
    requireNewer(bundle.revision());
    engine.replace(bundle);
    keep(bundle.revision(), archive);
    state.update(before -> before.activated(bundle.revision(), archive.length, clock.instant()));
    return true;
  }

  private void keep(String revision, byte[] archive) {
    try {
      kept.write(archive);
    } catch (IOException e) {
      // It is in force all the same; a restart would begin with the one before.
      failures.increment();
      log.atError()
          .addKeyValue("revision", revision)
          .setCause(e)
          .log("The bundle in force cannot be kept on disk");
    }
  }

  private void requireNewer(String revision) throws ReplayedException {
    Optional<Revision> offered = Revision.of(revision);
    if (offered.isEmpty()) {
      throw new ReplayedException(
          "the bundle's revision is \"%s\"; it must be <sequence>-<digest>".formatted(revision));
    }
    Optional<Revision> has = inForce();
    if (has.isPresent() && offered.get().sequence() <= has.get().sequence()) {
      throw new ReplayedException(
          "the bundle is replayed: its revision %s is not newer than %s, which is in force"
              .formatted(revision, has.get().text()));
    }
  }

  private Optional<Revision> inForce() {
    return Revision.of(state.now().revision());
  }

  private static double sequence(BundleState state) {
    return Revision.of(state.now().revision()).map(Revision::sequence).orElse(0L);
  }

  private void failed(String why) {
    failures.increment();
    if (!why.equals(state.now().error())) {
      log.atWarn()
          .addKeyValue("in_force", state.now().revision())
          .addKeyValue("why", why)
          .log("No new bundle; what is enforced stays as it is");
    }
    state.update(before -> before.failed(why));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
