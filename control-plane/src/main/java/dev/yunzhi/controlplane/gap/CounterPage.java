package dev.yunzhi.controlplane.gap;

import dev.yunzhi.audit.gap.Losses;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the metrics page of an API server says of lost audit events. Takes Prometheus' text format
 * (version 0.0.4) piece by piece, as it comes, and holds no more than a line of it: the page of a
 * busy API server has tens of megabytes. Not thread-safe.
 */
final class CounterPage {
  /** Lines of ours are much shorter. */
  private static final int LONGEST_LINE = 4096;

  /** Digits of the largest of 64 bits. */
  private static final int LONGEST_NUMBER = 19;

  private static final String EVENTS = "apiserver_audit_error_total";
  private static final String REQUESTS = "apiserver_audit_requests_rejected_total";
  private static final String STARTED = "process_start_time_seconds";

  private static final Pattern SAMPLE =
      Pattern.compile(
          "(%s|%s|%s)(?:\\{([^}]*)})?[ \t]+([^ \t]+)(?:[ \t]+-?[0-9]+)?[ \t]*\r?"
              .formatted(EVENTS, REQUESTS, STARTED));

  private static final Pattern PLUGIN = Pattern.compile("plugin=\"([^\"]*)\"");

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final SortedMap<String, Long> events = new TreeMap<>();
  private long requests;
  private Instant startedAt;
  private String wrong;

  /** The counters of one process. */
  record Counters(Instant startedAt, Losses losses) {}

  /** Takes the next piece; leaves nothing of it. */
  void take(ByteBuffer piece) {
    while (piece.hasRemaining()) {
      byte next = piece.get();
      if (next == '\n') {
        end();
      } else if (line.size() <= LONGEST_LINE) {
        line.write(next);
      }
    }
  }

  private void end() {
    if (line.size() <= LONGEST_LINE) {
      read(line.toString(StandardCharsets.UTF_8));
    }
    line.reset();
  }

  private void read(String text) {
    if (!text.startsWith("apiserver_audit_") && !text.startsWith(STARTED)) {
      return;
    }
    Matcher sample = SAMPLE.matcher(text);
    if (!sample.matches()) {
      return;
    }
    try {
      put(sample.group(1), sample.group(2), new BigDecimal(sample.group(3)));
    } catch (ArithmeticException | NumberFormatException e) {
      wrong = text;
    }
  }

  private void put(String name, String labels, BigDecimal value) {
    switch (name) {
      case EVENTS -> {
        Matcher plugin = PLUGIN.matcher(labels == null ? "" : labels);
        events.merge(plugin.find() ? plugin.group(1) : "", count(value), Math::addExact);
      }
      case REQUESTS -> requests = count(value);
      default -> startedAt = Instant.EPOCH.plusNanos(whole(value.movePointRight(9)));
    }
  }

  /** A counter is a floating-point number there: from 2^53 it counts in steps. */
  private static long count(BigDecimal value) {
    if (value.signum() < 0) {
      throw new ArithmeticException("a counter below 0");
    }
    return whole(value);
  }

  private static long whole(BigDecimal value) {
    // Before it is written out: 1e999999999 would fill the memory.
    if (value.precision() - (long) value.scale() > LONGEST_NUMBER) {
      throw new ArithmeticException("no number of 64 bits");
    }
    return value.toBigInteger().longValueExact();
  }

  /**
   * What the whole page said. A counter that it does not name stands at 0: those of lost events are
   * there once one was lost.
   *
   * @throws UnreadableCountersException when it is not the page of an API server
   */
  Counters end(String origin) {
    end();
    if (wrong != null) {
      throw new UnreadableCountersException(origin + " says " + wrong);
    }
    if (startedAt == null) {
      throw new UnreadableCountersException(
          origin + " does not say " + STARTED + ", by which its process is known");
    }
    return new Counters(startedAt, new Losses(events, requests));
  }
}
