package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the resources of a cloud cost from the moment it says so: shown, not charged. */
@JsonClassDescription(
    "What the resources of a cloud cost, from the moment it says so until it says otherwise: for showing departments what they use, not for charging them.")
@ValidationRule(
    value =
        "has(self.spec.cloud) ? self.metadata.name == self.spec.cloud && self.spec.cloud != 'home' : self.metadata.name"
            + " == 'home'",
    message =
        "metadata.name must be the cloud's: that of spec.cloud, which cannot be home, or home where spec.cloud is absent")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("pricelists")
@ShortNames("prl")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "CPU", jsonPath = ".spec.prices['cpu','requests\\.cpu'].yuan")
@AdditionalPrinterColumn(
    name = "Memory",
    jsonPath = ".spec.prices['memory','requests\\.memory'].yuan")
@AdditionalPrinterColumn(name = "Shared", jsonPath = ".spec.shared")
@AdditionalPrinterColumn(name = "KWh", jsonPath = ".spec.energy.itKwh")
@AdditionalPrinterColumn(name = "PUE", jsonPath = ".spec.energy.pue")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class PriceList extends YunzhiResource<PriceListSpec, PriceListStatus> {

  /** Name of the list of the cluster that Yunzhi itself runs on. */
  public static final String HOME = "home";
}
