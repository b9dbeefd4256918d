package dev.yunzhi.controlplane.store;

import dev.yunzhi.controlplane.BackgroundWork;
import java.time.Duration;

/** What one replica at a time goes through, at intervals, once the database is there. */
public abstract class ReplicaPasses extends BackgroundWork {
  private final Database database;
  private final ReplicaLock lock;
  private final Duration every;
  private final Duration retry;

  /**
   * @param name of the thread
   * @param every between a pass and the next
   * @param retry the same where one is to be tried again before long, or is another replica's; no
   *     longer than the other
   */
  protected ReplicaPasses(
      String name, Database database, ReplicaLock lock, Duration every, Duration retry) {
    super(name);
    this.database = database;
    this.lock = lock;
    this.every = every;
    this.retry = every.compareTo(retry) < 0 ? every : retry;
  }

  /**
   * Goes through it once; nobody else calls it.
   *
   * @return false when it is to be tried again before long
   * @throws InterruptedException when it is to stop
   */
  protected abstract boolean pass() throws InterruptedException;

  /**
   * A pass has failed.
   *
   * @return as {@link #pass} does
   */
  protected abstract boolean failed(RuntimeException e);

  /** It is another replica's, or the database is not there yet. */
  protected abstract void notMine();

  @Override
  protected final void work() throws InterruptedException {
    try (lock) {
      while (goesOn()) {
        Thread.sleep((tryPass() ? every : retry).toMillis());
      }
    }
  }

  private boolean tryPass() throws InterruptedException {
    try {
      if (database.isReady() && lock.held()) {
        return pass();
      }
      notMine();
      return false;
    } catch (RuntimeException e) {
      return failed(e);
    }
  }
}
