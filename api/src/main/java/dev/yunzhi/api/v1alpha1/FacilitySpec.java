package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Spec of a {@link Facility}.
 *
 * @param closesOn null while nobody has said
 * @param legalBasis null when nothing lets it stay
 * @param closedOn null while it is there
 * @param systems null is none
 * @param waves null is none
 */
@ValidationRule(
    value =
        "!has(self.systems) || self.systems.all(s, !has(s.wave) || (has(self.waves) &&"
            + " self.waves.exists(w, w.name == s.wave)))",
    message = "a system names a wave that is not in spec.waves",
    fieldPath = ".systems",
    reason = "FieldValueInvalid")
@ValidationRule(
    value =
        "!has(self.closesOn) || !has(self.waves) || self.waves.all(w, w.dueOn <= self.closesOn)",
    message = "a wave is due after the day on which the facility closes",
    fieldPath = ".waves",
    reason = "FieldValueInvalid")
@ValidationRule(
    value =
        "!has(self.closedOn) || !has(self.systems) || self.systems.all(s, has(s.move) ||"
            + " has(s.retiredOn))",
    message = "systems are left in it: each must have move or retiredOn before it is closed",
    fieldPath = ".closedOn",
    reason = "FieldValueForbidden")
public record FacilitySpec(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Name for people, in Chinese.")
        String displayName,
    @Required @JsonPropertyDescription("MachineRoom (机房) or PrivateNetwork (专网).")
        FacilityType type,
    @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 58)
        @JsonPropertyDescription("Department whose it is.")
        String department,
    @Pattern("^[0-9]{6,12}$")
        @JsonPropertyDescription("Administrative division code of the area that it is in.")
        String area,
    @Size(min = 1, max = 200) @JsonPropertyDescription("Where it is.") String place,
    @Size(max = 10)
        @ValidationRule(value = Yunzhi.IS_DAY, message = Yunzhi.NO_DAY)
        @JsonPropertyDescription("Last day on which it may still be there, yyyy-MM-dd.")
        String closesOn,
    @Size(min = 1, max = 300)
        @JsonPropertyDescription("The law or rule by which it may stay, with its article.")
        String legalBasis,
    @Size(max = 10)
        @ValidationRule(value = Yunzhi.IS_DAY, message = Yunzhi.NO_DAY)
        @JsonPropertyDescription(
            "Day on which it was closed, yyyy-MM-dd. Not before the last of its systems has left.")
        String closedOn,
    @Size(min = 1, max = 200)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.name == b.name))",
            message = "the names of the systems must differ")
        @JsonPropertyDescription("The information systems in it, those that have left included.")
        List<FacilitySystem> systems,
    @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, a.name == b.name))",
            message = "the names of the waves must differ")
        @JsonPropertyDescription("The waves in which its systems move.")
        List<FacilityWave> waves) {

  /** Never null. */
  public List<FacilitySystem> allSystems() {
    return systems == null ? List.of() : systems;
  }

  /** Never null. */
  public List<FacilityWave> allWaves() {
    return waves == null ? List.of() : waves;
  }
}
