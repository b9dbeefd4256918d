# METADATA
# title: No reference to another tenant's objects
# description: >-
#   Services that are another name for a Service of another tenant, role bindings to ServiceAccounts of
#   another tenant, gateway routes and grants that cross tenants, and ingress annotations that name Secrets
#   of another tenant.
# custom:
#   id: ISO-006
#   titleZh: 跨租户引用
#   descriptionZh: 指向其他租户 Service 的别名、授予其他租户 ServiceAccount 的角色绑定、跨租户的网关路由和引用授权，以及引用其他租户 Secret 的 Ingress 注解。
#   remedy: Refer to namespaces of the own tenant; traffic between departments takes an Agreement.
#   remedyZh: 只引用本租户的命名空间；部门之间的访问须订立 Agreement。
#   effect: Deny
#   kinds: [Service, RoleBinding, Ingress, HTTPRoute, GRPCRoute, TLSRoute, ReferenceGrant]
#   clauses:
#     - {standard: 云治, clause: 租户隔离（引用）, confirmed: true}
#     - {standard: Multi-Tenancy Benchmarks, clause: Block access to other tenant resources, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       sharedNamespaces:
#         type: array
#         items: {type: string}
#         description: Namespaces of the platform that everyone may refer to, such as that of shared Gateways. None by default.
package yunzhi.policies.iso_006

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.iso_006

within_reach := lib.own_namespaces | {name | some name in parameters.sharedNamespaces}

object_spec := input.review.object.spec if lib.specified

references contains {"path": "$.spec.externalName", "namespace": labels[1]} if {
	lib.kind == "/Service"
	object_spec.type == "ExternalName"
	labels := split(lower(object_spec.externalName), ".")
	labels[2] in {"svc", "pod"}
}

# A service of a headless one's pod has one label more.
references contains {"path": "$.spec.externalName", "namespace": labels[2]} if {
	lib.kind == "/Service"
	object_spec.type == "ExternalName"
	labels := split(lower(object_spec.externalName), ".")
	labels[3] == "svc"
}

references contains {"path": sprintf("$.subjects[%d].namespace", [index]), "namespace": subject.namespace} if {
	lib.kind == "rbac.authorization.k8s.io/RoleBinding"
	lib.written
	not input.review.object.subjects == object.get(input.review, ["oldObject", "subjects"], null)
	some index, subject in input.review.object.subjects
	subject.kind == "ServiceAccount"
}

routes := {"HTTPRoute", "GRPCRoute", "TLSRoute"}

references contains {"path": sprintf("$.spec.parentRefs[%d].namespace", [index]), "namespace": parent.namespace} if {
	input.review.kind.kind in routes
	some index, parent in object_spec.parentRefs
}

references contains {"path": sprintf("$.spec.rules[%d].backendRefs[%d].namespace", [index, place]), "namespace": backend.namespace} if {
	input.review.kind.kind in routes
	some index, rule in object_spec.rules
	some place, backend in rule.backendRefs
}

references contains {"path": sprintf("$.spec.from[%d].namespace", [index]), "namespace": from.namespace} if {
	input.review.kind.kind == "ReferenceGrant"
	some index, from in object_spec.from
}

# Controllers read the Secret that such an annotation names with their own rights.
references contains {"path": sprintf("$.metadata.annotations[%q]", [key]), "namespace": parts[0]} if {
	lib.kind == "networking.k8s.io/Ingress"
	lib.written
	some key, value in input.review.object.metadata.annotations
	endswith(key, "-secret")
	not value == object.get(input.review, ["oldObject", "metadata", "annotations", key], null)
	parts := split(value, "/")
	count(parts) == 2
}

findings contains lib.violation(
	reference.path,
	sprintf("it refers to namespace %q, which is not of this tenant: it must be one of %s", [reference.namespace, concat(", ", sort(within_reach))]),
	sprintf("引用了不属于本租户的命名空间 %q：必须为 %s 之一", [reference.namespace, concat("、", sort(within_reach))]),
) if {
	some reference in references
	not reference.namespace in within_reach
}
