package dev.yunzhi.controlplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.report.AssetColumn;
import dev.yunzhi.controlplane.inventory.Seen.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstateTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private final Estate estate = new Estate();

  private static Seen seen(
      String kind, String namespace, String name, Owner owner, Map<String, Object> facts) {
    return new Seen(new Seen.Key(kind, "uid-" + kind + name), namespace, name, facts, owner, T0);
  }

  private static Seen tenant(String custodian) {
    return seen(
        "Tenant",
        "",
        "t",
        new Owner("d", "t", "p"),
        Map.of(AssetColumn.CUSTODIAN.key(), custodian, AssetColumn.STATE.key(), "Ready"));
  }

  private static Seen namespace() {
    return seen("Namespace", "", "t-app", new Owner(null, "t", null), Map.of());
  }

  private static Seen workload() {
    return seen(
        "Deployment", "t-app", "web", Owner.UNSAID, Map.of(AssetColumn.SPECIFICATION.key(), "x"));
  }

  private static Seen project(String fund) {
    return seen(
        "Project", "", "p", new Owner("d", null, "p"), Map.of(AssetColumn.FUND_SOURCE.key(), fund));
  }

  @Test
  void knowsWhoseAWorkloadIsInWhateverOrderThingsAreSeen() {
    estate.put(workload());
    assertThat(estate.standing(workload().key())).isNull();
    assertThat(estate.put(namespace())).contains(workload());
    estate.put(project("budget"));
    assertThat(estate.put(tenant("wang"))).contains(workload(), namespace());

    Estate.Standing standing = estate.standing(workload().key());
    assertThat(standing.owner()).isEqualTo(new Owner("d", "t", "p"));
    assertThat(standing.facts())
        .containsEntry(AssetColumn.CUSTODIAN.key(), "wang")
        .containsEntry(AssetColumn.FUND_SOURCE.key(), "budget")
        .containsEntry(AssetColumn.SPECIFICATION.key(), "x")
        // How the tenant is doing says nothing of what is in it.
        .doesNotContainKey(AssetColumn.STATE.key());
  }

  @Test
  void touchesEverythingOfATenantWhenItsTenantOrProjectChanges() {
    List.of(workload(), namespace(), project("budget"), tenant("wang")).forEach(estate::put);
    assertThat(estate.put(tenant("li"))).contains(workload(), namespace());
    assertThat(estate.put(project("loan"))).contains(workload(), namespace(), tenant("li"));
    assertThat(estate.standing(workload().key()).facts())
        .containsEntry(AssetColumn.CUSTODIAN.key(), "li")
        .containsEntry(AssetColumn.FUND_SOURCE.key(), "loan");
  }

  @Test
  void isQuietWhenNothingIsNew() {
    estate.put(workload());
    assertThat(estate.put(workload())).isEmpty();
  }

  @Test
  void dropsWhatAFullListLacks() {
    estate.put(workload());
    assertThat(estate.replace("Deployment", List.of(), T0.plusSeconds(1)))
        .containsExactly(workload());
    assertThat(estate.standing("Deployment")).isEmpty();
  }

  @Test
  void believesAWatchMoreThanAListThatWasAskedForBefore() {
    List.of(namespace(), workload()).forEach(estate::put);
    Instant before = T0.minusSeconds(1);
    estate.replace("Deployment", List.of(), before);
    assertThat(estate.standing("Deployment")).hasSize(1);

    estate.remove(workload().key(), T0);
    estate.replace("Deployment", List.of(workload()), before);
    assertThat(estate.standing("Deployment")).isEmpty();
  }

  private static Seen tenantOn(String cloud) {
    return seen("Tenant", "", "t", new Owner("d", "t", "p"), Map.of(Governed.CLOUD, cloud));
  }

  @Test
  void knowsFromHomeWhoseAWorkloadOnACloudIs() {
    Estate west = new Estate(estate, "west");
    List.of(namespace(), workload()).forEach(west::put);
    estate.put(project("budget"));
    assertThat(west.ownedBy(estate.put(tenantOn("west")))).contains(workload(), namespace());

    Estate.Standing standing = west.standing(workload().key());
    assertThat(standing.owner()).isEqualTo(new Owner("d", "t", "p"));
    assertThat(standing.facts())
        .containsEntry(AssetColumn.FUND_SOURCE.key(), "budget")
        .containsEntry(AssetColumn.PLACE.key(), "west");
    assertThat(west.ownedBy(estate.put(project("loan")))).contains(workload(), namespace());
    assertThat(west.ownedBy(estate.put(namespace()))).isEmpty();
  }

  /** Two Clouds may lead to one cluster, and a label there is written by whoever runs it. */
  @Test
  void givesNoTenantWhatLiesOnAnotherCloudThanTheTenant() {
    Estate west = new Estate(estate, "west");
    List.of(namespace(), workload()).forEach(west::put);
    estate.put(tenantOn("east"));
    assertThat(west.standing(workload().key())).isNull();
    estate.put(tenant("wang"));
    assertThat(west.standing(workload().key())).isNull();
  }

  /** As at home: it has outlived its tenant. */
  @Test
  void keepsWhatIsOfATenantThatNobodyKnows() {
    Estate west = new Estate(estate, "west");
    List.of(namespace(), workload()).forEach(west::put);
    assertThat(west.standing(workload().key()).owner()).isEqualTo(new Owner(null, "t", null));
  }

  @Test
  void forgetsWhatMayHaveBeenAnothers() {
    List.of(namespace(), workload()).forEach(estate::put);
    estate.clear();
    assertThat(estate.standing("Deployment")).isEmpty();
    assertThat(estate.put(workload())).containsExactly(workload());
  }
}
