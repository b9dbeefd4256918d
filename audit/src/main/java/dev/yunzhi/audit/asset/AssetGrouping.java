package dev.yunzhi.audit.asset;

import java.util.List;
import java.util.Set;

/**
 * What joins assets into groups: the name of a tenant, for example, that some are and others have.
 *
 * @param keys SQL for the keys of an asset {@code a}, whose document is {@code d.facts}: a select
 *     of one column. An asset without a key is in no group
 * @param books kinds by which a thing is on the books
 * @param live kinds by which it is seen to be there
 * @param beside kinds that are in the groups and are neither
 * @param gone kinds of which those are in the groups, too, that stand no more
 * @param first kinds whose assets come before all others of their group, in this order
 */
public record AssetGrouping(
    String keys,
    Set<String> books,
    Set<String> live,
    Set<String> beside,
    Set<String> gone,
    List<String> first) {
  public AssetGrouping {
    books = Set.copyOf(books);
    live = Set.copyOf(live);
    beside = Set.copyOf(beside);
    gone = Set.copyOf(gone);
    first = List.copyOf(first);
  }
}
