package dev.yunzhi.operator.reconcile;

import dev.yunzhi.operator.cluster.Informers;
import dev.yunzhi.operator.scan.BackgroundScan;
import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the scan and reconcilers when all watches have their first lists; stops them within a time
 * limit, from here and not from a shutdown hook, where the SDK can wait for itself for ever under
 * leader election.
 */
@Component
class OperatorLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OperatorLifecycle.class);
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final Informers informers;
  private final Operator operator;
  private final Leadership leadership;
  private final BackgroundScan scan;
  private volatile boolean running;

  OperatorLifecycle(
      Informers informers, Operator operator, Leadership leadership, BackgroundScan scan) {
    this.informers = informers;
    this.scan = scan;
    this.leadership = leadership;
    this.operator = operator;
  }

  @Override
  public void start() {
    informers.start().join();
    scan.start();
    operator.start();
    leadership.started();
    running = true;
  }

  @Override
  public void stop() {
    var stopping = new Thread(operator::stop, "operator-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(LIMIT.toMillis());
      if (stopping.isAlive()) {
        log.warn("Reconcilers did not stop within {} s; ending without them", LIMIT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
