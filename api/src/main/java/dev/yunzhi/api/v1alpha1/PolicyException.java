package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A waiver that ends: which policies, which objects, why, until when; in force once approved. */
@JsonClassDescription(
    "A waiver that ends: which policies, which objects of its namespace, why, and until when. It holds from the moment at which somebody of the security team who did not ask for it approves it.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("policyexceptions")
@ShortNames("polex")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Policies", jsonPath = ".spec.policies")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(name = "Requested-By", jsonPath = ".spec.requestedBy")
@AdditionalPrinterColumn(name = "Approved-By", jsonPath = ".status.approvedBy")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".spec.reason", priority = 1)
@AdditionalPrinterColumn(name = "Ticket", jsonPath = ".spec.ticket", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class PolicyException
    extends YunzhiResource<PolicyExceptionSpec, PolicyExceptionStatus> implements Namespaced {}
