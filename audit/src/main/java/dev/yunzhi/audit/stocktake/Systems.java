package dev.yunzhi.audit.stocktake;

import dev.yunzhi.audit.asset.AssetGrouping;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.asset.GroupedAsset.Group;
import dev.yunzhi.audit.register.RegisterKind;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * An information system by its name: in projects, on cards, in machine rooms that it has not left,
 * and in the tenants that run it. A card that names a tenant is judged with the tenant. Each asset
 * is judged by itself and how many others there are, so this one counter serves all groups.
 */
final class Systems implements Counted {
  private static final String TENANT = "Tenant";
  private static final String PROJECT = "Project";
  private static final String FACILITY = "Facility";
  private static final String CARD = RegisterKind.INFORMATION_SYSTEM.word();

  static final AssetGrouping GROUPING =
      new AssetGrouping(
          """
          select d.facts ->> 'system' where a.kind = 'Tenant'
          union all select d.facts ->> 'title' where a.kind = 'InformationSystem'
          union all select s.its ->> 'name' from json_array_elements(
            case when a.kind = 'Project' and json_typeof(d.facts -> 'systems') = 'array'
              then d.facts -> 'systems' end) s (its)
          union all select s.its from json_array_elements_text(
            case when a.kind = 'Facility' and json_typeof(d.facts -> 'systemsHere') = 'array'
              then d.facts -> 'systemsHere' end) s (its)""",
          Set.of(PROJECT, CARD),
          Set.of(TENANT),
          Set.of(FACILITY),
          Set.of(CARD, TENANT),
          List.of());

  @Override
  public void add(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    Group group = asset.group();
    String kind = asset.asset().kind();
    if (kind.equals(CARD)) {
      if (asset.facts().tenant() == null) {
        card(asset, findings);
      }
    } else if (kind.equals(PROJECT)) {
      if (Document.of(asset).text("acceptance") != null && group.live() + group.beside() == 0) {
        findings.accept(Discrepancy.ofBooks(Finding.SYSTEM_NOT_DEPLOYED, asset, asset.key(), null));
      }
    } else if (kind.equals(TENANT)
        && asset.stands()
        && group.onBooks() + group.struck() + group.beside() == 0
        && "Production".equals(Document.of(asset).text("environment"))) {
      findings.accept(Discrepancy.ofFound(Finding.SYSTEM_NOT_ON_BOOKS, asset, null, asset.key()));
    }
  }

  private static void card(GroupedAsset card, RowConsumer<Discrepancy> findings)
      throws IOException {
    Group group = card.group();
    Document its = Document.of(card);
    String found = "tenants=" + group.live();
    if (!card.stands()) {
      if (group.live() > 0 && group.onBooks() == 0) {
        findings.accept(Discrepancy.ofBooks(Finding.CARD_STRUCK_OFF, card, null, found));
      }
    } else if (group.live() > 0 && its.isOutOfUse()) {
      findings.accept(Discrepancy.ofBooks(Finding.CARD_NOT_IN_USE, card, its.use(), found));
    } else if (its.isInUse() && group.live() + group.beside() == 0 && group.lost() > 0) {
      findings.accept(Discrepancy.ofBooks(Finding.SYSTEM_NOT_LIVE, card, its.use(), null));
    }
  }
}
