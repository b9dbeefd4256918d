package dev.yunzhi.audit.register;

/**
 * The leaves of what one act recorded: all in one transaction at the sequencer, so without a gap.
 *
 * @param added how many of them are of assets that did not stand before
 */
record Leaves(long first, long last, long added) {
  long count() {
    return last - first + 1;
  }
}
