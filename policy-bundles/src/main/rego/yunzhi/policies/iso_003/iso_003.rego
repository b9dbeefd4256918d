# METADATA
# title: Services keep to the types and addresses of the department
# description: >-
#   Services of a type, or with a load balancer's or an external address, outside the bounds of the department.
# custom:
#   id: ISO-003
#   titleZh: 服务类型与地址
#   descriptionZh: 类型、负载均衡地址或外部地址超出本部门范围的 Service。
#   remedy: Use a type and addresses that the finding names.
#   remedyZh: 使用结果中列出的类型和地址。
#   effect: Deny
#   kinds: [Service]
#   clauses:
#     - {standard: 云治, clause: 部门范围（serviceTypes、loadBalancerRanges、externalIPs）, confirmed: true}
#     - {standard: Multi-Tenancy Benchmarks, clause: Block use of NodePort services, confirmed: true}
package yunzhi.policies.iso_003

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

spec := input.review.object.spec if {
	lib.kind == "/Service"
	lib.specified
}

type := object.get(spec, "type", "ClusterIP")

findings contains lib.violation(
	"$.spec.type",
	sprintf("a Service of type %s is not for this department: it must be one of %s", [type, lib.one_of("serviceTypes")]),
	sprintf("本部门不得使用 %s 类型的 Service：必须为 %s 之一", [type, lib.one_of_zh("serviceTypes")]),
) if {
	lib.outside("serviceTypes", type)
}

addresses contains {"address": address, "path": sprintf("$.spec.externalIPs[%d]", [index]), "key": "externalIPs"} if {
	some index, address in spec.externalIPs
}

addresses contains {"address": spec.loadBalancerIP, "path": "$.spec.loadBalancerIP", "key": "loadBalancerRanges"} if {
	spec.loadBalancerIP != ""
}

findings contains lib.violation(
	entry.path,
	sprintf("address %s is not for this department: it must lie in one of %s", [entry.address, lib.one_of(entry.key)]),
	sprintf("本部门不得使用地址 %s：必须位于 %s 之一", [entry.address, lib.one_of_zh(entry.key)]),
) if {
	some entry in addresses
	lib.bounds[entry.key]
	not inside(entry)
}

inside(entry) if {
	some range in lib.bounds[entry.key]
	net.cidr_contains(range, entry.address)
}
