package dev.yunzhi.controlplane.keeping;

import dev.yunzhi.audit.keeping.Keeper;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import dev.yunzhi.controlplane.store.ReplicaPasses;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has one replica at a time look, at intervals, what is to be removed or moved. */
@Component
final class KeepingPasses extends ReplicaPasses {
  private static final Logger LOG = LoggerFactory.getLogger(KeepingPasses.class);

  /** "yunzhik" in ASCII: nobody else's by accident. */
  private static final long LOCK = 0x79756e7a68696bL;

  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Keeper keeper;
  private final KeepingMetrics metrics;

  KeepingPasses(
      Database database,
      Keeper keeper,
      KeepingMetrics metrics,
      DataSource source,
      YunzhiProperties properties) {
    super(
        "keeping",
        database,
        new ReplicaLock(source, LOCK, "keeps the ledger"),
        properties.audit().keeping().every(),
        RETRY);
    this.keeper = keeper;
    this.metrics = metrics;
  }

  @Override
  protected boolean pass() {
    Keeper.Pass pass = keeper.pass();
    metrics.passed(pass);
    say(pass);
    return pass.busy().isEmpty();
  }

  @Override
  protected boolean failed(RuntimeException e) {
    LOG.warn("the ledger is looked through later: {}", e.getMessage());
    return false;
  }

  @Override
  protected void notMine() {
    metrics.notMine();
  }

  private static void say(Keeper.Pass pass) {
    if (!pass.removed().isEmpty()) {
      LOG.info("their time is over, their bodies are removed: {}", pass.removed());
    }
    if (!pass.held().isEmpty()) {
      LOG.info("their time is over, a legal hold keeps them: {}", pass.held());
    }
    if (!pass.moved().isEmpty()) {
      LOG.info("their bodies are in files now: {}", pass.moved());
    }
    if (!pass.busy().isEmpty()) {
      LOG.info("to be removed or moved when nobody reads them any more: {}", pass.busy());
    }
  }
}
