package dev.yunzhi.controlplane.cosigning;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.InconsistentLogException;
import dev.yunzhi.audit.note.Checkpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.store.StoreException;
import dev.yunzhi.controlplane.cosigning.RemoteWitness.Answer;
import dev.yunzhi.controlplane.cosigning.RemoteWitness.Kind;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has each new checkpoint cosigned, by all witnesses at once: one that is slow or down costs the
 * others, and whoever asks for a checkpoint, nothing. One replica does so at a time.
 */
final class Cosigning implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);

  private final List<RemoteWitness> witnesses;
  private final Checkpoints checkpoints;
  private final Database database;
  private final ReplicaLock lock;
  private final MeterRegistry meters;
  private final Map<String, AtomicLong> sizes = new ConcurrentHashMap<>();

  /** What each witness said last: told when it changes, not each second. */
  private final Map<String, Kind> said = new ConcurrentHashMap<>();

  private volatile Thread worker;
  private ExecutorService asking;

  Cosigning(
      List<RemoteWitness> witnesses,
      Checkpoints checkpoints,
      Database database,
      ReplicaLock lock,
      MeterRegistry meters) {
    this.witnesses = witnesses;
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
    Thread thread = new Thread(this::work, "cosigning");
    thread.setDaemon(true);
    worker = thread;
    thread.start();
  }

  private void work() {
    try (lock) {
      while (worker == Thread.currentThread()) {
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
        Thread.sleep(Duration.ofSeconds(1).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(Note newest) throws InterruptedException, MalformedNoteException {
    long size = Checkpoint.parse(newest.text()).size();
    List<Future<?>> rounds = new ArrayList<>();
    for (RemoteWitness witness : witnesses) {
      if (witness.key().find(newest).isEmpty()) {
        rounds.add(asking.submit(() -> ask(witness, newest, size)));
      }
    }
    for (Future<?> one : rounds) {
      try {
        one.get();
      } catch (ExecutionException e) {
        LOG.warn("a witness could not be asked: {}", e.getCause().getMessage());
      }
    }
  }

  private Void ask(RemoteWitness witness, Note newest, long size) throws InterruptedException {
    String name = witness.key().name();
    Answer answer = witness.ask(newest, size);
    count(name, answer.kind(), 1);
    if (answer.kind() == Kind.COSIGNED) {
      checkpoints.add(size, answer.lines());
      sizes.get(name).set(size);
      if (said.remove(name) != null) {
        LOG.info("the witness {} cosigns again", name);
      }
    } else if (answer.kind() != said.put(name, answer.kind())) {
      if (answer.kind() == Kind.UNREACHABLE) {
        LOG.warn("the witness {} has not cosigned: {}", name, answer.words());
      } else {
        LOG.error("the witness {} does not cosign: {}", name, answer.words());
      }
    }
    return null;
  }

  @Override
  public void stop() {
    Thread running = worker;
    worker = null;
    if (running != null) {
      running.interrupt();
      asking.shutdownNow();
      try {
        running.join(Duration.ofSeconds(5).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
