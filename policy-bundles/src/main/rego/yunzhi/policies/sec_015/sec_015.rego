# METADATA
# title: Nothing is open to the internet without approval, TLS and source ranges
# description: >-
#   Services of type NodePort or LoadBalancer or with external addresses, and Ingresses, that lack an
#   approval, TLS or a restriction of the sources, or that open more than the bounds of the department
#   let them. A node port cannot restrict its sources.
# custom:
#   id: SEC-015
#   titleZh: 对外暴露
#   descriptionZh: 缺少批准、TLS 或来源限制的 NodePort、LoadBalancer、带外部地址的 Service 以及 Ingress。节点端口无法限制来源。
#   remedy: >-
#     Use an Ingress with TLS for every host and a source range, or a LoadBalancer with
#     loadBalancerSourceRanges and TLS ports, and have the security team enter the approval.
#   remedyZh: >-
#     使用为每个主机名配置 TLS 并限制来源的 Ingress，或者使用带 loadBalancerSourceRanges 和 TLS 端口的 LoadBalancer，
#     并请安全管理员登记批准文号。
#   effect: Deny
#   kinds: [Service, Ingress]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全区域边界（边界防护）, level: 2, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       approvals:
#         type: array
#         description: What may be open to the internet, entered by the security team. None by default.
#         items:
#           type: object
#           required: [namespace, kind, name, reference]
#           properties:
#             namespace: {type: string}
#             kind: {enum: [Service, Ingress]}
#             name: {type: string}
#             reference: {type: string}
#       internalClasses:
#         type: array
#         items: {type: string}
#         description: Ingress and load balancer classes that do not lead to the internet. None by default.
#       tlsPorts:
#         type: array
#         items: {type: integer}
#         description: Ports of a load balancer that count as TLS. The default is ours.
#       tlsProtocols:
#         type: array
#         items: {type: string}
#         description: Values of appProtocol that count as TLS. The default is ours.
#       sourceRangeAnnotations:
#         type: array
#         items: {type: string}
#         description: >-
#           Annotations by which the ingress controllers in use restrict sources. The default is ours.
package yunzhi.policies.sec_015

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_015

object_kind := input.review.kind.kind

spec := input.review.object.spec if {
	lib.kind in {"/Service", "networking.k8s.io/Ingress"}
	lib.written
	lib.main_resource
	not unchanged
}

# Sources are restricted by annotations, too, so those must be the same as well.
unchanged if {
	lib.spec_unchanged
	annotations == object.get(input.review.oldObject, ["metadata", "annotations"], {})
}

annotations := object.get(input.review.object, ["metadata", "annotations"], {})

approved if {
	some approval in parameters.approvals
	approval.namespace == input.review.namespace
	approval.kind == object_kind
	approval.name == input.review.object.metadata.name
}

findings contains lib.violation(
	"$.metadata.name",
	sprintf("the %s is open to the internet without approval: the security team must enter one in the parameters of SEC-015", [object_kind]),
	sprintf("%s 未经批准对互联网开放：须由安全管理员在 SEC-015 的参数中登记批准", [object_kind]),
) if {
	exposed
	not approved
}

# Everything goes: the whole of IPv4 or of IPv6.
unrestricted := {"0.0.0.0/0", "::/0"}

restricted(ranges) if {
	count(ranges) > 0
	count({range | some range in ranges} & unrestricted) == 0
}

# How far an object opens the way, beside what the department may open at most.
reach := "Internet" if exposed

reach := "Internal" if {
	not exposed
	leads_out
}

leads_out if object_kind == "Ingress"

leads_out if spec.type == "LoadBalancer"

widths := {"None": 0, "Internal": 1, "Internet": 2}

findings contains lib.violation(
	"$.spec",
	sprintf("the %s leads to %s, and the widest exposure of the department is %s: use a Service of type ClusterIP, or ask the department above", [object_kind, reach, widest]),
	sprintf("%s 的暴露范围为 %s，而本部门最大暴露范围为 %s：请使用 ClusterIP 类型的 Service，或向上级部门申请", [object_kind, reach, widest]),
) if {
	spec
	widest := lib.bounds.exposure
	widths[reach] > widths[widest]
}
