package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Lets batches that come at the same time share one commit: while one of the callers commits, the
 * others' batches gather, and the next caller commits them all. There is no thread of its own and
 * no waiting for company. Thread-safe.
 */
final class GroupCommit {
  /** Events that one commit takes at most, unless one batch alone is larger. */
  private static final int MOST = 4096;

  private final Function<Batch, List<Appended>> commit;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean committing;

  /**
   * @param commit makes a batch durable, or throws
   */
  GroupCommit(Function<Batch, List<Appended>> commit) {
    this.commit = commit;
  }

  private static final class Waiting {
    private final Batch batch;
    private List<Appended> answers;
    private Throwable failure;

    Waiting(Batch batch) {
      this.batch = batch;
    }

    boolean done() {
      return answers != null || failure != null;
    }
  }

  /**
   * @throws StoreException when the commit failed, of which this batch was a part; or the thread
   *     was interrupted: the batch may be in all the same
   */
  List<Appended> append(Batch batch) {
    Waiting mine = new Waiting(batch);
    List<Waiting> group;
    synchronized (this) {
      queue.add(mine);
    }
    while ((group = turn(mine)) != null) {
      commit(group);
    }
    if (mine.failure instanceof Error error) {
      throw error;
    }
    if (mine.failure != null) {
      throw (RuntimeException) mine.failure;
    }
    return mine.answers;
  }

  /** Waits until the batch is done, which gives null, or it is for this caller to commit. */
  private synchronized List<Waiting> turn(Waiting mine) {
    while (!mine.done() && committing) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("interrupted while others commit");
      }
    }
    if (mine.done()) {
      return null;
    }
    committing = true;
    List<Waiting> group = new ArrayList<>();
    int events = 0;
    while (!queue.isEmpty()
        && (group.isEmpty() || events + queue.peek().batch.entries().size() <= MOST)) {
      group.add(queue.remove());
      events += group.get(group.size() - 1).batch.entries().size();
    }
    return group;
  }

  private void commit(List<Waiting> group) {
    List<Appended> answers = null;
    Throwable failure = null;
    try {
      answers = commit.apply(Batch.joined(group.stream().map(waiting -> waiting.batch).toList()));
    } catch (RuntimeException | Error e) {
      // Nobody may wait for ever, whatever it was.
      failure = e;
    }
    synchronized (this) {
      int at = 0;
      for (Waiting waiting : group) {
        int size = waiting.batch.entries().size();
        waiting.failure = failure;
        waiting.answers = answers == null ? null : answers.subList(at, at + size);
        at += size;
      }
      committing = false;
      notifyAll();
    }
  }
}
