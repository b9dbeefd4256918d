package yunzhi.policies.iso_002

import data.yunzhi.lib

annotation := "kubernetes.io/ingress.class"

class := {"name": object.get(spec, "ingressClassName", ""), "path": "$.spec.ingressClassName"} if {
	lib.kind == "networking.k8s.io/Ingress"
}

class := {"name": object.get(spec, "gatewayClassName", ""), "path": "$.spec.gatewayClassName"} if {
	lib.kind == "gateway.networking.k8s.io/Gateway"
}

# The older way to name it, which most controllers still heed.
annotated := {"name": name, "path": sprintf("$.metadata.annotations[%q]", [annotation])} if {
	lib.kind == "networking.k8s.io/Ingress"
	judged
	name := input.review.object.metadata.annotations[annotation]
}

findings contains lib.violation(
	entry.path,
	sprintf("class %q is not for this department: it must be one of %s", [entry.name, lib.one_of("ingressClasses")]),
	sprintf("本部门不得使用入口类 %q：必须为 %s 之一", [entry.name, lib.one_of_zh("ingressClasses")]),
) if {
	judged
	some entry in named
	lib.outside("ingressClasses", entry.name)
}

named := [annotated] if {
	annotated
	class.name == ""
}

else := [annotated, class] if annotated

else := [class]

# Ingresses and Services are judged by SEC-015, which knows how far their classes lead.
findings contains lib.violation(
	"$.kind",
	sprintf("a %s leads out of the cluster, and the department may open nothing: ask the department above", [input.review.kind.kind]),
	sprintf("%s 会对集群外开放，而本部门不得对外开放：请向上级部门申请", [input.review.kind.kind]),
) if {
	judged
	not lib.kind == "networking.k8s.io/Ingress"
	lib.bounds.exposure == "None"
}
