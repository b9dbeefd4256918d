package dev.yunzhi.audit.ledger;

import dev.yunzhi.audit.store.StoreException;

/** Bodies of shelves that were moved out of the database. Must be thread-safe. */
@FunctionalInterface
public interface MovedBodies {
  /** Where nothing can be read that was moved. */
  MovedBodies NONE = (file, first) -> null;

  /**
   * A block of bodies, packed as it lay in the database.
   *
   * @param file name of the shelf's file
   * @param first index of the block's first leaf
   * @return null when the file is not here
   * @throws StoreException when it is here and cannot be read, or is not what was written
   */
  byte[] read(String file, long first);
}
