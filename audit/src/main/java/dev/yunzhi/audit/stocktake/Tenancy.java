package dev.yunzhi.audit.stocktake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetGrouping;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.asset.GroupedAsset;
import dev.yunzhi.audit.register.RegisterKind;
import dev.yunzhi.audit.store.RowConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A tenant: what was approved for it, and which of its namespaces, quotas and workloads are there.
 * Cards of systems and services that name the tenant are judged with it. Not thread-safe.
 */
final class Tenancy implements Counted {
  private static final String TENANT = "Tenant";
  private static final String NAMESPACE = "Namespace";
  private static final String QUOTA = "ResourceQuota";
  private static final String REQUEST = "TenantRequest";
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
  private static final String SYSTEM = RegisterKind.INFORMATION_SYSTEM.word();
  private static final Set<String> CARDS = Set.of(SYSTEM, RegisterKind.CLOUD_SERVICE.word());

  /** A request that is in one of these has, or is about to have, its tenant. */
  private static final Set<String> APPROVED = Set.of("Provisioning", "Granted");

  static final AssetGrouping GROUPING =
      new AssetGrouping(
          "select case a.kind when 'TenantRequest' then d.facts ->> 'tenantName' else a.tenant end",
          Set.of(TENANT),
          Set.of(NAMESPACE),
          union(CARDS, WORKLOADS, Set.of(QUOTA, REQUEST)),
          Set.of(TENANT, SYSTEM),
          List.of(TENANT, NAMESPACE));

  private final Clouds clouds;
  private final Grant grant = new Grant();

  /** Null: it does not stand. */
  private GroupedAsset tenant;

  private Document document;

  /** As it was before it was gone; null when it stands, or nobody ever saw it. */
  private GroupedAsset gone;

  /** Approved namespaces that have not come by; null when nobody says which were approved. */
  private Set<String> awaited;

  private Set<String> approved;
  private boolean hidden;
  private boolean namespacesPassed;
  private boolean registered;

  Tenancy(Clouds clouds) {
    this.clouds = clouds;
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new TreeSet<>();
    Stream.of(sets).forEach(all::addAll);
    return all;
  }

  @Override
  public void add(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    String kind = asset.asset().kind();
    if (kind.equals(TENANT)) {
      tenant(asset, findings);
    } else if (kind.equals(NAMESPACE)) {
      namespace(asset, findings);
    } else {
      endOfNamespaces(findings);
      if (CARDS.contains(kind)) {
        card(asset, findings);
      } else if (kind.equals(REQUEST)) {
        request(asset, findings);
      } else if (kind.equals(QUOTA)) {
        grant.quota(asset);
      } else {
        grant.workload(asset);
      }
    }
  }

  private void tenant(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    if (!asset.stands()) {
      // The last of that name tells whose it was.
      if (gone == null || gone.since().isBefore(asset.since())) {
        gone = asset;
      }
      return;
    }
    tenant = asset;
    document = Document.of(asset);
    JsonNode namespaces = document.facts().path("namespaces");
    if (namespaces.isArray()) {
      approved = new TreeSet<>();
      namespaces.forEach(name -> approved.add(name.asText()));
      awaited = new TreeSet<>(approved);
    }
    hidden = clouds.hides(document.text("cloud"), asset.asset().cluster());
    if (hidden) {
      findings.accept(
          Discrepancy.ofBooks(
              Finding.ON_CLOUD_NOT_SEEN,
              asset,
              cloud(),
              "%s, namespaces=%d"
                  .formatted(clouds.state(document.text("cloud")), asset.group().live())));
    }
    grant.begin(tenant, document.facts(), findings);
  }

  private void namespace(GroupedAsset asset, RowConsumer<Discrepancy> findings) throws IOException {
    boolean awaitedHere =
        tenant != null && asset.asset().cluster().equals(cloud()) && approved != null;
    if (awaitedHere) {
      awaited.remove(asset.asset().name());
    }
    if (clouds.lost(asset.asset().cluster())) {
      // That nobody can look is told once, of its tenant or of the cloud.
      return;
    }
    if (tenant == null) {
      findings.accept(withoutTenant(asset));
    } else if (isEnded()) {
      findings.accept(
          new Discrepancy(
              Finding.NAMESPACE_AFTER_END,
              asset.asset(),
              asset.facts(),
              document.text("ending"),
              place(asset),
              Discrepancy.later(tenant, asset),
              tenant.leaf(),
              asset.leaf()));
    } else if (approved != null && !(awaitedHere && approved.contains(asset.asset().name()))) {
      findings.accept(
          Discrepancy.ofFound(
              Finding.NAMESPACE_NOT_APPROVED, asset, String.join(", ", approved), place(asset)));
    }
  }

  private Discrepancy withoutTenant(GroupedAsset namespace) {
    AssetFacts owner =
        gone == null
            ? namespace.facts()
            : new AssetFacts(
                gone.facts().department(),
                namespace.facts().tenant(),
                gone.facts().project(),
                namespace.facts().document());
    return new Discrepancy(
        Finding.NAMESPACE_WITHOUT_TENANT,
        namespace.asset(),
        owner,
        null,
        place(namespace),
        gone == null ? namespace.since() : Discrepancy.later(gone, namespace),
        gone == null ? null : gone.leaf(),
        namespace.leaf());
  }

  private static String place(GroupedAsset asset) {
    return asset.asset().cluster() + "/" + asset.asset().name();
  }

  /** The name of the cluster that it is to be on. */
  private String cloud() {
    String cloud = document.text("cloud");
    return cloud == null ? tenant.asset().cluster() : cloud;
  }

  private boolean isEnded() {
    return "Reclaimed".equals(document.text("ending"));
  }

  private void endOfNamespaces(RowConsumer<Discrepancy> findings) throws IOException {
    if (namespacesPassed) {
      return;
    }
    namespacesPassed = true;
    if (tenant == null || hidden || document.text("ending") != null) {
      return;
    }
    if (tenant.group().live() == 0) {
      findings.accept(
          Discrepancy.ofBooks(
              Finding.TENANT_NOT_LIVE,
              tenant,
              approved == null ? document.text("title") : String.join(", ", approved),
              null));
    } else if (awaited != null) {
      for (String name : awaited) {
        findings.accept(
            new Discrepancy(
                Finding.NAMESPACE_NOT_LIVE,
                new AssetId(cloud(), NAMESPACE, "", name, Discrepancy.NO_UID),
                tenant.facts(),
                cloud() + "/" + name,
                null,
                tenant.since(),
                tenant.leaf(),
                null));
      }
    }
  }

  private void card(GroupedAsset card, RowConsumer<Discrepancy> findings) throws IOException {
    Document its = Document.of(card);
    boolean system = card.asset().kind().equals(SYSTEM);
    registered |= system && card.stands();
    boolean live = tenant != null && card.group().live() > 0;
    String found = "namespaces=" + card.group().live();
    if (hidden) {
      if (card.stands() && its.isInUse()) {
        findings.accept(Discrepancy.ofBooks(Finding.ON_CLOUD_NOT_SEEN, card, its.use(), found));
      }
    } else if (!card.stands()) {
      if (live && !registered) {
        findings.accept(Discrepancy.ofBoth(Finding.CARD_STRUCK_OFF, card, null, tenant, found));
      }
    } else if (!live && its.isInUse()) {
      findings.accept(notLive(card, its.use()));
    } else if (live && its.isOutOfUse()) {
      findings.accept(Discrepancy.ofBoth(Finding.CARD_NOT_IN_USE, card, its.use(), tenant, found));
    }
  }

  private Discrepancy notLive(GroupedAsset card, String use) {
    GroupedAsset shown = tenant == null ? gone : tenant;
    return shown == null
        ? Discrepancy.ofBooks(Finding.SYSTEM_NOT_LIVE, card, use, null)
        : Discrepancy.ofBoth(Finding.SYSTEM_NOT_LIVE, card, use, shown, null);
  }

  private void request(GroupedAsset request, RowConsumer<Discrepancy> findings) throws IOException {
    String phase = Document.of(request).text("state");
    if (tenant == null && phase != null && APPROVED.contains(phase)) {
      findings.accept(
          gone == null
              ? Discrepancy.ofBooks(Finding.REQUEST_NOT_CARRIED_OUT, request, phase, null)
              : Discrepancy.ofBoth(Finding.REQUEST_NOT_CARRIED_OUT, request, phase, gone, null));
    }
  }

  @Override
  public void end(RowConsumer<Discrepancy> findings) throws IOException {
    endOfNamespaces(findings);
    if (tenant == null || hidden || isEnded()) {
      return;
    }
    grant.exceeded(tenant, findings);
  }
}
