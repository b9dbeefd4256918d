package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One department's half of an agreement on traffic between its tenants and those of another. Each
 * signs its own half, in its own home namespace; the agreement is in force while both halves bear
 * one name and say the same.
 */
@JsonClassDescription(
    "One department's half of an agreement on traffic between its tenants and those of another department. In force while both departments have an Agreement of this name, with the same flows, in their home namespaces, until the earlier of their ends.")
@ValidationRule(
    value = "size(self.metadata.name) <= 200",
    message =
        "metadata.name must have at most 200 characters: its network policies are called yunzhi-agreement-<name>")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("agreements")
@ShortNames("agr")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "With", jsonPath = ".spec.with")
@AdditionalPrinterColumn(name = "Signed-By", jsonPath = ".spec.signedBy")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(
    name = "In-Force",
    jsonPath = ".status.conditions[?(@.type==\"InForce\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"InForce\")].reason")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"InForce\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Agreement extends YunzhiResource<AgreementSpec, AgreementStatus>
    implements Namespaced {}
