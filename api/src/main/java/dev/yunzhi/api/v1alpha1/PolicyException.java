package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A waiver that ends: which policies, which objects, why, until when. */
@JsonClassDescription(
    "A waiver that ends: which policies, which objects of its namespace, why, and until when.")
@Group(Yunzhi.GROUP)
@Version(Yunzhi.VERSION)
@Plural("policyexceptions")
@ShortNames("polex")
@Categories("yunzhi")
@AdditionalPrinterColumn(name = "Policies", jsonPath = ".spec.policies")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(name = "Granted-By", jsonPath = ".spec.grantedBy")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class PolicyException
    extends YunzhiResource<PolicyExceptionSpec, PolicyExceptionStatus> implements Namespaced {}
