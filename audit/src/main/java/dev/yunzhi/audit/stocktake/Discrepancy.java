package dev.yunzhi.audit.stocktake;

import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.GroupedAsset;
import java.time.Instant;

/**
 * One thing on which the books and what was found do not agree.
 *
 * @param asset that it is about: by its card or approval when it has one. Of a namespace that is
 *     not there the uid is {@link #NO_UID}
 * @param owner whose it is
 * @param onBooks what the books say; null: nothing
 * @param found what was found; null: nothing
 * @param since when what shows it came to be so: the later of both sides
 * @param booksLeaf index of the leaf by which the books say so; null when they say nothing
 * @param foundLeaf index of the leaf by which it was found, or found to be gone; null when nothing
 *     was
 */
public record Discrepancy(
    Finding finding,
    AssetId asset,
    AssetFacts owner,
    String onBooks,
    String found,
    Instant since,
    Long booksLeaf,
    Long foundLeaf) {

  /** Of what was never seen. */
  public static final String NO_UID = "-";

  /** Of something that is on the books, where the finding is in what is not there. */
  static Discrepancy ofBooks(Finding finding, GroupedAsset books, String onBooks, String found) {
    return new Discrepancy(
        finding, books.asset(), books.facts(), onBooks, found, books.since(), books.leaf(), null);
  }

  /** Of something that was found, where the finding is in what the books do not say. */
  static Discrepancy ofFound(Finding finding, GroupedAsset thing, String onBooks, String found) {
    return new Discrepancy(
        finding, thing.asset(), thing.facts(), onBooks, found, thing.since(), null, thing.leaf());
  }

  /** Of a card or approval beside what was found, or found to be gone. */
  static Discrepancy ofBoth(
      Finding finding, GroupedAsset books, String onBooks, GroupedAsset thing, String found) {
    return new Discrepancy(
        finding,
        books.asset(),
        books.facts(),
        onBooks,
        found,
        later(books, thing),
        books.leaf(),
        thing.leaf());
  }

  static Instant later(GroupedAsset one, GroupedAsset other) {
    return one.since().isAfter(other.since()) ? one.since() : other.since();
  }
}
