package dev.yunzhi.controlplane.cosigning;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.InconsistentLogException;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.BackgroundWork;
import dev.yunzhi.controlplane.cosigning.RemoteWitness.Answer;
import dev.yunzhi.controlplane.cosigning.RemoteWitness.Kind;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each new checkpoint cosigned, by all witnesses at once: one that is slow or down costs the
 * others, and whoever asks for a checkpoint, nothing. One replica does so at a time.
 */
final class Cosigning extends BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final List<RemoteWitness> witnesses;
  private final int quorum;
  private final Checkpoints checkpoints;
  private final Database database;
  private final ReplicaLock lock;
  private final MeterRegistry meters;
  private final Map<String, AtomicLong> sizes = new ConcurrentHashMap<>();

  /** What each witness said last: told when it changes, not each second. */
  private final Map<String, Kind> said = new ConcurrentHashMap<>();

  /** What each witness is being asked, or was last; only the worker touches it. */
  private final Map<String, Future<?>> running = new HashMap<>();

  private ExecutorService asking;

  Cosigning(
      List<RemoteWitness> witnesses,
      int quorum,
      Checkpoints checkpoints,
      Database database,
      ReplicaLock lock,
      MeterRegistry meters) {
    super("cosigning");
    this.witnesses = witnesses;
    this.quorum = quorum;
    this.checkpoints = checkpoints;
    this.database = database;
    this.lock = lock;
    this.meters = meters;
    for (RemoteWitness witness : witnesses) {
      String name = witness.key().name();
      sizes.put(
          name,
          meters.gauge(
              "yunzhi.log.witness.size", List.of(Tag.of("witness", name)), new AtomicLong()));
      for (Kind kind : Kind.values()) {
        count(name, kind, 0);
      }
    }
  }

  private void count(String witness, Kind kind, int times) {
    meters
        .counter(
            "yunzhi.log.witness.requests",
            "witness",
            witness,
            "outcome",
            kind.name().toLowerCase(Locale.ROOT))
        .increment(times);
  }

  @Override
  public boolean isAutoStartup() {
    return !witnesses.isEmpty();
  }

  @Override
  public void start() {
    asking =
        Executors.newFixedThreadPool(
            witnesses.size(),
            work -> {
              Thread thread = new Thread(work, "witness");
              thread.setDaemon(true);
              return thread;
            });
    super.start();
  }

  @Override
  protected void work() throws InterruptedException {
    try (lock) {
      while (goesOn()) {
        try {
          if (database.isReady() && lock.held()) {
            round(checkpoints.current());
          }
        } catch (InconsistentLogException e) {
          // Told by whoever asks for a checkpoint.
          LOG.debug("nothing is signed, so nothing is cosigned", e);
        } catch (StoreException | MalformedNoteException e) {
          LOG.warn("no cosignatures were asked for: {}", e.getMessage());
        }
        Thread.sleep(PACE.toMillis());
      }
    } finally {
      asking.shutdownNow();
    }
  }

  /**
   * Asks those that are not being asked yet, and waits until enough have cosigned or all have
   * answered: those that are fast go on together, whatever the slow ones do.
   */
  private void round(Note newest) throws InterruptedException, MalformedNoteException {
    long size = Checkpoint.parse(newest.text()).size();
    AtomicInteger cosigned = new AtomicInteger();
    List<Future<?>> round = new ArrayList<>();
    for (RemoteWitness witness : witnesses) {
      String name = witness.key().name();
      if (witness.key().find(newest).isPresent()) {
        cosigned.incrementAndGet();
      } else if (!running.containsKey(name) || running.get(name).isDone()) {
        Future<?> one = asking.submit(() -> ask(witness, newest, size, cosigned));
        running.put(name, one);
        round.add(one);
      }
    }
    while (cosigned.get() < quorum && !round.stream().allMatch(Future::isDone)) {
      Thread.sleep(LOOK.toMillis());
    }
  }

  private void ask(RemoteWitness witness, Note newest, long size, AtomicInteger cosigned) {
    String name = witness.key().name();
    try {
      Answer answer = witness.ask(newest, size);
      count(name, answer.kind(), 1);
      if (answer.kind() != Kind.COSIGNED) {
        tell(name, answer);
        return;
      }
      checkpoints.add(size, answer.lines());
      cosigned.incrementAndGet();
      sizes.get(name).set(size);
      if (said.remove(name) != null) {
        LOG.info("the witness {} cosigns again", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("the witness {} could not be asked: {}", name, e.getMessage());
    }
  }

  private void tell(String name, Answer answer) {
    if (answer.kind() == said.put(name, answer.kind())) {
      return;
    }
    if (answer.kind() == Kind.UNREACHABLE) {
      LOG.warn("the witness {} has not cosigned: {}", name, answer.words());
    } else {
      LOG.error("the witness {} does not cosign: {}", name, answer.words());
    }
  }

  @Override
  public void stop() {
    super.stop();
    try {
      var unused = asking.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
