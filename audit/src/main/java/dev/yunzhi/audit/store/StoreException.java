package dev.yunzhi.audit.store;

import java.sql.SQLException;

/**
 * The database refused, could not be reached, or is not set up as the record demands. Nothing was
 * acknowledged; a write may be tried again as it was, because every write is idempotent.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String doing, SQLException cause) {
    super("cannot " + doing + ": " + cause.getMessage(), cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
