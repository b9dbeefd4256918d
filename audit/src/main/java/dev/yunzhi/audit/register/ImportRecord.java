package dev.yunzhi.audit.register;

import java.time.Instant;

/**
 * A file of cards that was taken in.
 *
 * @param sha256 of the file, in hexadecimal
 * @param name that the file was given; may be empty
 * @param added assets that did not stand before
 * @param changed assets that stood before, and otherwise
 * @param leaf of the ledger, that tells who took it in
 * @param undone null when it was not
 */
public record ImportRecord(
    long id,
    String sha256,
    String name,
    long rows,
    long added,
    long changed,
    long leaf,
    String by,
    String realm,
    Instant at,
    Undone undone) {

  /** That it was undone, and by whom. */
  public record Undone(String by, Instant at, long leaf) {}
}
