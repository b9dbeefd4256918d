package dev.yunzhi.controlplane.store;

import dev.yunzhi.audit.ledger.Appended;
import dev.yunzhi.audit.ledger.Event;
import dev.yunzhi.audit.ledger.Ledger;
import dev.yunzhi.audit.ledger.PreparedEvents;
import dev.yunzhi.audit.store.StoreException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Appends to the ledger, and counts it. Thread-safe. */
@Component
public final class Recorder {
  private final Database database;
  private final Ledger ledger;
  private final MeterRegistry meters;
  private final Timer time;

  public Recorder(Database database, Ledger ledger, MeterRegistry meters) {
    this.database = database;
    this.ledger = ledger;
    this.meters = meters;
    this.time =
        Timer.builder("yunzhi.ledger.append")
            .description("Time to make a batch durable")
            .publishPercentileHistogram()
            .register(meters);
    Gauge.builder("yunzhi.ledger.size", this::size)
        .description("Leaves of the ledger; not a number while the database is away")
        .register(meters);
  }

  private double size() {
    try {
      return database.isReady() ? ledger.head().size() : Double.NaN;
    } catch (StoreException e) {
      return Double.NaN;
    }
  }

  /** Records events, each once; durable on return. */
  public void append(List<Event> events) {
    database.requireReady();
    List<Appended> answers = time.record(() -> ledger.append(events));
    Map<Counted, Integer> counts = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      counts.merge(
          new Counted(answers.get(i).duplicate(), event.stream(), event.cluster()),
          1,
          Integer::sum);
    }
    counts.forEach(this::count);
  }

  /** The same for events that were made ready one by one. */
  public void append(PreparedEvents events) {
    database.requireReady();
    List<Appended> answers = time.record(() -> ledger.append(events));
    int duplicates = (int) answers.stream().filter(Appended::duplicate).count();
    count(new Counted(true, events.stream(), events.cluster()), duplicates);
    count(new Counted(false, events.stream(), events.cluster()), answers.size() - duplicates);
  }

  /** What events are counted by. */
  private record Counted(boolean duplicate, String stream, String cluster) {}

  private void count(Counted by, int events) {
    meters
        .counter(
            by.duplicate ? "yunzhi.events.duplicate" : "yunzhi.events.ingested",
            "stream",
            by.stream,
            "cluster",
            by.cluster)
        .increment(events);
  }
}
