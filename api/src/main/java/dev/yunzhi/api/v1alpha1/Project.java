package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An informatization project: plan, fund source, expert review, approval (立项), acceptance (验收). */
@JsonClassDescription(
    "An informatization project: plan, fund source, expert review, approval and acceptance.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("projects")
@ShortNames("proj")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Department", jsonPath = ".spec.department")
@AdditionalPrinterColumn(
    name = "Year",
    jsonPath = ".spec.planYear",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Approval", jsonPath = ".spec.approvalNumber")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Accept By", jsonPath = ".status.acceptBy", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Project extends YunzhiResource<ProjectSpec, ProjectStatus> {}
