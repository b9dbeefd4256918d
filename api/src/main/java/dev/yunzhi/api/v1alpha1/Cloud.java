package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A further cluster that tenants can be placed on. The home cluster needs none. */
@JsonClassDescription(
    "A further cluster that tenants can be placed on. The cluster that Yunzhi itself runs on needs no Cloud: a tenant that names none lies there.")
@ValidationRule(
    value = "size(self.metadata.name) <= 58 && !self.metadata.name.contains('.')",
    message = "metadata.name must have at most 58 characters and no dot")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("clouds")
@ShortNames("cld")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Region", jsonPath = ".spec.region")
@AdditionalPrinterColumn(
    name = "Protection",
    jsonPath = ".spec.protectionLevel",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version")
@AdditionalPrinterColumn(
    name = "Nodes",
    jsonPath = ".status.capacity.nodes",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "CPU", jsonPath = ".status.capacity.cpu")
@AdditionalPrinterColumn(name = "Memory", jsonPath = ".status.capacity.memory")
@AdditionalPrinterColumn(
    name = "Tenants",
    jsonPath = ".status.tenants",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Provider", jsonPath = ".spec.provider", priority = 1)
@AdditionalPrinterColumn(name = "PUE", jsonPath = ".spec.pue", priority = 1)
@AdditionalPrinterColumn(
    name = "Cordoned",
    jsonPath = ".spec.unschedulable",
    type = AdditionalPrinterColumn.Type.BOOLEAN,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Cloud extends YunzhiResource<CloudSpec, CloudStatus> {}
