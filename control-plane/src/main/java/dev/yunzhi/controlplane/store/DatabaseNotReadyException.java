package dev.yunzhi.controlplane.store;

/** The database has not answered yet since the program started. */
public final class DatabaseNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseNotReadyException() {
    super("the database has not been reached since the start");
  }
}
