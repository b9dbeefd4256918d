package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A tenant's use of a common component, in the home namespace of its department. */
@JsonClassDescription(
    "A tenant's use of a SharedComponent, in the home namespace of its department. Active while the component is offered to the department and meets the tenant's protection level.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("componentsubscriptions")
@ShortNames("csub")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Component", jsonPath = ".spec.component")
@AdditionalPrinterColumn(name = "Tenant", jsonPath = ".spec.tenant")
@AdditionalPrinterColumn(
    name = "Active",
    jsonPath = ".status.conditions[?(@.type==\"Active\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Active\")].reason")
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".status.endpoint")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Active\")].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class ComponentSubscription
    extends YunzhiResource<ComponentSubscriptionSpec, ComponentSubscriptionStatus>
    implements Namespaced {}
