package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Sets the effect and parameters of one rule of the policy bundle, or brings a new one. */
@JsonClassDescription(
    "Sets the effect and the parameters of one rule of the policy bundle, or brings a new rule.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("policies")
@ShortNames("pol")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".status.title")
@AdditionalPrinterColumn(name = "Effect", jsonPath = ".status.effect")
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.revision")
@AdditionalPrinterColumn(name = "Enforced-By", jsonPath = ".status.enforcedBy")
@AdditionalPrinterColumn(
    name = "Violations",
    jsonPath = ".status.violations",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Exempt",
    jsonPath = ".status.exempt",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Checked",
    jsonPath = ".status.conditions[?(@.type==\"Checked\")].status",
    priority = 1)
@AdditionalPrinterColumn(name = "Published", jsonPath = ".status.publishedRevision", priority = 1)
@AdditionalPrinterColumn(
    name = "Enforced",
    jsonPath = ".status.conditions[?(@.type==\"Enforced\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Enforced\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Policy extends YunzhiResource<PolicySpec, PolicyStatus> {}
