package dev.yunzhi.controlplane.inventory;

import dev.yunzhi.api.v1alpha1.ComponentSubscription;
import dev.yunzhi.api.v1alpha1.Facility;
import dev.yunzhi.api.v1alpha1.FacilityResources;
import dev.yunzhi.api.v1alpha1.FacilityStatus;
import dev.yunzhi.api.v1alpha1.FacilitySystem;
import dev.yunzhi.api.v1alpha1.FacilityWave;
import dev.yunzhi.api.v1alpha1.FacilityWaveStatus;
import dev.yunzhi.api.v1alpha1.SharedComponent;
import dev.yunzhi.audit.report.AssetColumn;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is a fact of the objects by which systems move onto the shared cloud. Pure. */
final class Consolidated {

  private Consolidated() {}

  /**
   * Beside the columns: {@code facilityType}, {@code area}, {@code closesOn}, {@code closedOn},
   * {@code legalBasis}, the names {@code systemsHere}, the numbers {@code systems}, {@code moved},
   * {@code retired}, {@code left} and {@code wavesOverdue}, the amounts {@code freed} by resource,
   * and {@code waves}, each with {@code name}, {@code dueOn}, {@code state}, {@code systems},
   * {@code moved}, {@code left} and {@code freed}. What the operator has not said yet is absent.
   */
  static void facility(Facility facility, Facts facts) {
    var spec = facility.getSpec();
    facts.put(Governed.TITLE, spec.displayName());
    facts.put("facilityType", Governed.word(spec.type()));
    facts.put("area", spec.area());
    facts.put("closesOn", spec.closesOn());
    facts.put("closedOn", spec.closedOn());
    facts.put("legalBasis", spec.legalBasis());
    facts.put("systemsHere", systemsHere(spec.systems()));
    facts.put(AssetColumn.PLACE, spec.place());
    facts.put(AssetColumn.EXPIRES, spec.closesOn());
    FacilityStatus status = facility.getStatus();
    if (status != null && status.phase() != null) {
      progress(facility, status, facts);
    }
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("type", Governed.word(spec.type()))
        .add("systems", status == null ? null : status.systems())
        .add("left", status == null ? null : status.left())
        .put();
  }

  /** The names of those that neither moved nor were shut down. */
  private static List<String> systemsHere(List<FacilitySystem> systems) {
    return systems == null
        ? List.of()
        : systems.stream()
            .filter(system -> system.move() == null && system.retiredOn() == null)
            .map(FacilitySystem::name)
            .sorted()
            .toList();
  }

  private static void progress(Facility facility, FacilityStatus status, Facts facts) {
    facts.put(AssetColumn.STATE, Governed.word(status.phase()));
    facts.put("systems", status.systems());
    facts.put("moved", status.moved());
    facts.put("retired", status.retired());
    facts.put("left", status.left());
    facts.put("wavesOverdue", status.wavesOverdue());
    facts.put("freed", amounts(status.freed()));
    Map<String, String> due =
        facility.getSpec().allWaves().stream()
            .collect(Collectors.toMap(FacilityWave::name, FacilityWave::dueOn));
    facts.put(
        "waves",
        status.waves() == null
            ? List.of()
            : status.waves().stream().map(wave -> wave(wave, due.get(wave.name()))).toList());
  }

  /**
   * @param dueOn null when the spec has just lost the wave
   */
  private static Map<String, Object> wave(FacilityWaveStatus wave, String dueOn) {
    var facts = new Facts();
    facts.put("name", wave.name());
    facts.put("dueOn", dueOn);
    facts.put("state", Governed.word(wave.state()));
    facts.put("systems", wave.systems());
    facts.put("moved", wave.moved());
    facts.put("left", wave.left());
    facts.put("freed", amounts(wave.freed()));
    return facts.members();
  }

  /**
   * Beside the columns: {@code title}, {@code componentCategory}, {@code function}, {@code
   * successor}, and the numbers {@code subscriptions}, {@code active}, {@code departments} and
   * {@code tenants}.
   */
  static void component(SharedComponent component, Facts facts) {
    var spec = component.getSpec();
    facts.put(Governed.TITLE, spec.displayName());
    facts.put("componentCategory", spec.category());
    facts.put("function", spec.function());
    facts.put("successor", spec.successor());
    facts.put(AssetColumn.PROTECTION_LEVEL, spec.protectionLevel().toString());
    facts.put(AssetColumn.STATE, Governed.word(spec.lifecycle()));
    var status = component.getStatus();
    if (status != null) {
      facts.put("subscriptions", status.subscriptions());
      facts.put("active", status.active());
      facts.put("departments", status.departments());
      facts.put("tenants", status.tenants());
    }
    Specification.of(facts)
        .add("title", spec.displayName())
        .add("category", spec.category())
        .add("function", spec.function())
        .put();
  }

  /**
   * Beside the columns: {@code component} and {@code usedBy}, the tenant. A subscription is its
   * department's, for the tenant may be another's.
   */
  static void subscription(ComponentSubscription subscription, Facts facts) {
    var spec = subscription.getSpec();
    facts.put("component", spec.component());
    facts.put("usedBy", spec.tenant());
    var status = subscription.getStatus();
    if (status != null && status.conditions() != null) {
      facts.put(
          AssetColumn.STATE,
          status.conditions().stream()
              .filter(condition -> condition.getType().equals("Active"))
              .findFirst()
              .map(Consolidated::state)
              .orElse(null));
    }
    Specification.of(facts)
        .add("component", spec.component())
        .add("tenant", spec.tenant())
        .add("purpose", spec.purpose())
        .put();
  }

  private static String state(Condition active) {
    return active.getStatus().equals("True") ? "Active" : active.getReason();
  }

  /** By resource, as the object writes them; what nobody has counted is left out. */
  private static Map<String, Object> amounts(FacilityResources resources) {
    var amounts = new LinkedHashMap<String, Object>();
    if (resources != null) {
      amounts.put("cpu", resources.cpu() == null ? null : resources.cpu().toString());
      amounts.put("memory", resources.memory() == null ? null : resources.memory().toString());
      amounts.put("storage", resources.storage() == null ? null : resources.storage().toString());
      amounts.put("servers", resources.servers());
      amounts.values().removeIf(amount -> amount == null);
    }
    return Map.copyOf(amounts);
  }
}
