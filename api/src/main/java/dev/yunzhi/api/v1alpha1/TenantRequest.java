package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What a department asks for; lives in the department's home namespace. */
@JsonClassDescription(
    "What a department asks for. Policies judge it, approvers decide on it, and it becomes a Tenant.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("tenantrequests")
@ShortNames("treq")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", priority = 1)
@AdditionalPrinterColumn(name = "Project", jsonPath = ".spec.project")
@AdditionalPrinterColumn(name = "Environment", jsonPath = ".spec.environment")
@AdditionalPrinterColumn(
    name = "Protection",
    jsonPath = ".spec.protectionLevel",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Waiting-For", jsonPath = ".status.waitingFor")
@AdditionalPrinterColumn(name = "Tenant", jsonPath = ".status.tenant")
@AdditionalPrinterColumn(name = "Next-Step", jsonPath = ".status.nextStep", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class TenantRequest extends YunzhiResource<TenantRequestSpec, TenantRequestStatus>
    implements Namespaced {}
