# METADATA
# title: A host belongs to one tenant
# description: >-
#   Ingresses and gateway routes for a host that another tenant has, that the department may not use, or
#   for no host in particular; and classes of ingress outside the bounds of the department.
# custom:
#   id: ISO-002
#   titleZh: 主机名归属
#   descriptionZh: 使用其他租户已占用的主机名、本部门范围之外的主机名、未指明主机名，或使用本部门范围之外的入口类的 Ingress 和网关路由。
#   remedy: Name hosts that the department may use and no other tenant has, and a class that the finding names.
#   remedyZh: 填写本部门可用且未被其他租户占用的主机名，以及结果中列出的入口类。
#   effect: Deny
#   kinds: [Ingress, HTTPRoute, GRPCRoute, TLSRoute, Gateway]
#   clauses:
#     - {standard: 云治, clause: 部门范围（hosts、ingressClasses）, confirmed: true}
package yunzhi.policies.iso_002

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

routes := {
	"gateway.networking.k8s.io/HTTPRoute",
	"gateway.networking.k8s.io/GRPCRoute",
	"gateway.networking.k8s.io/TLSRoute",
}

judged if {
	lib.kind in (routes | {"networking.k8s.io/Ingress", "gateway.networking.k8s.io/Gateway"})
	lib.written
	lib.main_resource
}

spec := input.review.object.spec if judged
