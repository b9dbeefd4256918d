package dev.yunzhi.controlplane;

import org.springframework.context.SmartLifecycle;

/** What a thread of its own does from the program's start to its end. */
public abstract class BackgroundWork implements SmartLifecycle {
  private final String name;
  private volatile Thread worker;

  /**
   * @param name of the thread
   */
  protected BackgroundWork(String name) {
    this.name = name;
  }

  /**
   * Does it all; nobody else calls it.
   *
   * @throws InterruptedException when it is to stop
   */
  protected abstract void work() throws InterruptedException;

  /** Whether the calling thread, which works, is to go on. */
  protected final boolean goesOn() {
    return worker == Thread.currentThread();
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    worker = thread;
    thread.start();
  }

  private void run() {
    try {
      work();
    } catch (InterruptedException e) {
      // Asked to stop.
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the thread to stop, and does not wait for it. */
  @Override
  public void stop() {
    Thread thread = worker;
    worker = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
