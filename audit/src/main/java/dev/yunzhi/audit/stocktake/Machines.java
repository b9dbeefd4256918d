package dev.yunzhi.audit.stocktake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.yunzhi.audit.asset.AssetGrouping;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.register.RegisterKind;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The server of an asset code beside the nodes that bear the code, or have it for a name while they
 * bear none. Servers that were never a node stand where nobody looks, and nothing is told of them.
 * Not thread-safe.
 */
final class Machines implements Counted {
  private static final String SERVER = RegisterKind.SERVER.word();
  private static final String NODE = "Node";
  private static final String CODE = "assetCode";

  /** What a card has to say of a node, by policy GOV-010. */
  private static final List<String> WHOLE =
      List.of(CODE, "category", "acquired", "originalValue", "custodian");

  /** What both cards say, and should say alike. */
  private static final List<String> COMMON =
      List.of("category", "acquired", "originalValue", "custodian", "lifeYears");

  static final AssetGrouping GROUPING =
      new AssetGrouping(
          "select case a.kind when 'Server' then a.name"
              + " else coalesce(d.facts ->> 'assetCode', a.name) end",
          Set.of(SERVER),
          Set.of(NODE),
          Set.of(),
          Set.of(SERVER, NODE),
          List.of(SERVER, NODE));

  private final Clouds clouds;

  /** Standing or struck off; null: there never was one. */
  private GroupedAsset card;

  /** The last node that went. */
  private GroupedAsset lost;

  private int nodes;

  Machines(Clouds clouds) {
    this.clouds = clouds;
  }

  @Override
  public void add(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    if (asset.asset().kind().equals(SERVER)) {
      card = asset;
    } else if (asset.stands()) {
      node(asset, findings);
    } else if (lost == null || lost.since().isBefore(asset.since())) {
      lost = asset;
    }
  }

  private void node(GroupedAsset node, RowConsumer<Discrepancy> findings) throws IOException {
    Document borne = Document.of(node);
    String found = place(node, borne);
    boolean onBooks = card != null && card.stands();
    nodes++;
    if (clouds.lost(node.asset().cluster())) {
      if (onBooks) {
        findings.accept(
            Discrepancy.ofBoth(
                Finding.ON_CLOUD_NOT_SEEN, card, Document.of(card).use(), node, found));
      }
    } else if (onBooks) {
      beside(Document.of(card), node, borne, found, findings);
    } else if (card != null) {
      findings.accept(Discrepancy.ofBoth(Finding.CARD_STRUCK_OFF, card, null, node, found));
    } else if (WHOLE.stream().anyMatch(member -> onNode(borne, member).isMissingNode())) {
      findings.accept(
          Discrepancy.ofFound(Finding.NODE_NOT_ON_BOOKS, node, borne.text(CODE), found));
    }
  }

  private void beside(
      Document said,
      GroupedAsset node,
      Document borne,
      String found,
      RowConsumer<Discrepancy> findings)
      throws IOException {
    if (nodes > 1) {
      findings.accept(
          Discrepancy.ofBoth(Finding.CODE_ON_SEVERAL_NODES, card, said.use(), node, found));
    }
    if (said.isOutOfUse()) {
      findings.accept(Discrepancy.ofBoth(Finding.CARD_NOT_IN_USE, card, said.use(), node, found));
    }
    StringJoiner onBooks = new StringJoiner("; ");
    StringJoiner onNode = new StringJoiner("; ");
    for (String member : COMMON) {
      JsonNode one = said.facts().path(member);
      JsonNode other = onNode(borne, member);
      if (!one.isMissingNode() && !other.isMissingNode() && !isSame(one, other)) {
        onBooks.add(member + "=" + one.asText());
        onNode.add(member + "=" + other.asText());
      }
    }
    if (onBooks.length() > 0) {
      findings.accept(
          Discrepancy.ofBoth(
              Finding.CARD_NOT_AS_FOUND, card, onBooks.toString(), node, onNode.toString()));
    }
  }

  /** What the card of a node says. Where that has no day, the record has the instant it joined. */
  private static JsonNode onNode(Document borne, String member) {
    JsonNode value = borne.facts().path(member);
    return (member.equals("acquired") && value.asText().contains("T"))
        ? MissingNode.getInstance()
        : value;
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    return (one.isNumber() && other.isNumber())
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.asText().equals(other.asText());
  }

  private static String place(GroupedAsset node, Document document) {
    String specification = document.text("specification");
    String place = node.asset().cluster() + "/" + node.asset().name();
    return specification == null ? place : place + ": " + specification;
  }

  @Override
  public void end(RowConsumer<Discrepancy> findings) throws IOException {
    if (card == null || !card.stands() || nodes > 0 || lost == null) {
      return;
    }
    Document said = Document.of(card);
    if (said.isInUse()) {
      findings.accept(Discrepancy.ofBoth(Finding.NODE_NOT_LIVE, card, said.use(), lost, null));
    }
  }
}
