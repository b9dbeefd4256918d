package dev.yunzhi.operator.reconcile;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Either things are charged to those above them, or a reform moves one of them, never both at once:
 * a charge that was worked out for the old place would be missing at the new one. Of several
 * replicas only the leader does either. Thread-safe; not to be entered twice.
 */
public final class TreeLock {

  // Fair: a reform among thousands of tenants would else wait for ever.
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** What is done in one piece. */
  public interface Work<X extends Exception> {
    void run() throws X;
  }

  /** While others do the same, and nothing moves. */
  public <X extends Exception> void charging(Work<X> work) throws X {
    within(lock.readLock(), work);
  }

  /** Alone. */
  public <X extends Exception> void moving(Work<X> work) throws X {
    within(lock.writeLock(), work);
  }

  private static <X extends Exception> void within(Lock lock, Work<X> work) throws X {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
