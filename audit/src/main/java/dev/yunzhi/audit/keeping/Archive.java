package dev.yunzhi.audit.keeping;

import dev.yunzhi.audit.InvalidFieldException;

/**
 * Where months go that are seldom read.
 *
 * @param afterDays that have passed since the month ended: 1 or more
 */
public record Archive(ShelfFiles files, int afterDays) {
  public Archive {
    if (afterDays < 1) {
      throw new InvalidFieldException(
          "move-after-days", "is %d; it must be 1 or more".formatted(afterDays));
    }
  }
}
