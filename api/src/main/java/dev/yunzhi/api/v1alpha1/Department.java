package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A node of the department tree. */
@JsonClassDescription(
    "A node of the five-level department tree. The operator makes it a home namespace dept-<name>,"
        + " in which it makes its requests.")
@ValidationRule(
    value = "size(self.metadata.name) <= 58 && !self.metadata.name.contains('.')",
    message =
        "metadata.name must have at most 58 characters and no dot: the home namespace is called"
            + " dept-<name>, and a namespace's name has at most 63 characters")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("departments")
@ShortNames("dept")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(name = "Level", jsonPath = ".spec.level")
@AdditionalPrinterColumn(name = "Code", jsonPath = ".spec.code")
@AdditionalPrinterColumn(name = "Parent", jsonPath = ".spec.parent")
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".status.namespace", priority = 1)
@AdditionalPrinterColumn(
    name = "Budget",
    jsonPath = ".status.conditions[?(@.type==\"BudgetGranted\")].reason",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Department extends YunzhiResource<DepartmentSpec, DepartmentStatus> {}
