package dev.yunzhi.controlplane.intake;

import dev.yunzhi.controlplane.web.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;

/**
 * The bytes of bodies that may be worked on at once: what senders have to send is kept by them, not
 * in our memory. Thread-safe.
 */
final class Room {
  private final AtomicLong left;

  /**
   * @param bytes of all bodies together
   */
  Room(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** What tells a sender to come again. */
  static Problem full() {
    return Problem.retry(
        HttpStatus.TOO_MANY_REQUESTS,
        Duration.ofSeconds(1),
        "too many bodies are being worked on; send the same again",
        null);
  }

  /** Of one body, empty at first; closed when it is worked off. */
  Share share() {
    return new Share();
  }

  /** What one body takes. Not thread-safe. */
  final class Share implements AutoCloseable {
    private long taken;

    /**
     * Takes more.
     *
     * @throws Problem 429 when there is no more
     */
    void take(int bytes) {
      taken += bytes;
      if (left.addAndGet(-bytes) < 0) {
        throw full();
      }
    }

    @Override
    public void close() {
      left.addAndGet(taken);
    }
  }
}
