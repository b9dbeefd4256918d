package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One person's decision on one stage of a request, on an exception or on a gate of a project;
 * immutable.
 */
@JsonClassDescription(
    "One person's decision on one stage of a TenantRequest, or on a PolicyException, in the same namespace, or on a gate of a Project of the department. Immutable; admission stamps who decided; nobody approves what they asked for.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("approvals")
@ShortNames("appr")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Request", jsonPath = ".spec.request")
@AdditionalPrinterColumn(name = "Exception", jsonPath = ".spec.exception")
@AdditionalPrinterColumn(name = "Project", jsonPath = ".spec.project")
@AdditionalPrinterColumn(name = "Stage", jsonPath = ".spec.stage")
@AdditionalPrinterColumn(name = "Decision", jsonPath = ".spec.decision")
@AdditionalPrinterColumn(name = "By", jsonPath = ".spec.decidedBy")
@AdditionalPrinterColumn(
    name = "Generation",
    jsonPath = ".spec.requestGeneration",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".spec.reason", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Approval extends YunzhiResource<ApprovalSpec, ApprovalStatus>
    implements Namespaced {}
