package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A department's own machine room or private network, and how its systems move to the shared cloud
 * until it closes.
 */
@JsonClassDescription(
    "A department's own machine room or private network, with the systems in it, the waves in which they move to the shared cloud, and the day on which it closes.")
@ValidationRule(
    value =
        "!has(self.spec.closedOn) || has(oldSelf.spec.closedOn) || (has(self.status) &&"
            + " has(self.status.left) && self.status.left == 0)",
    message =
        "spec.closedOn: systems are left in it by its status; wait until MovesConfirmed is True, then close it")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("facilities")
@ShortNames("fac")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "Department", jsonPath = ".spec.department")
@AdditionalPrinterColumn(name = "Closes", jsonPath = ".spec.closesOn")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Systems",
    jsonPath = ".status.systems",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Left",
    jsonPath = ".status.left",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "On-Schedule",
    jsonPath = ".status.conditions[?(@.type==\"OnSchedule\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"OnSchedule\")].reason")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"OnSchedule\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Facility extends YunzhiResource<FacilitySpec, FacilityStatus> {}
