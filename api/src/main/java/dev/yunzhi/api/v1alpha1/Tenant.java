package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What was granted: namespaces with quota, isolation and access. */
@JsonClassDescription(
    "What was granted: namespaces with quota, limits, default-deny network policies and role bindings.")
@ValidationRule(
    value = "size(self.metadata.name) <= 40 && !self.metadata.name.contains('.')",
    message =
        "metadata.name must have at most 40 characters and no dot: its namespaces are called <name>-<suffix>, and a namespace's name has at most 63 characters")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("tenants")
@ShortNames("tnt")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Department", jsonPath = ".spec.department")
@AdditionalPrinterColumn(name = "Environment", jsonPath = ".spec.environment")
@AdditionalPrinterColumn(
    name = "Protection",
    jsonPath = ".spec.protectionLevel",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Namespaces",
    jsonPath = ".status.namespaceCount",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Idle", jsonPath = ".status.idle.step", priority = 1)
@AdditionalPrinterColumn(name = "Cloud", jsonPath = ".spec.cloud", priority = 1)
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".spec.expiresAt", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Tenant extends YunzhiResource<TenantSpec, TenantStatus> {}
