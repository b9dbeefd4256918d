# METADATA
# title: Systems go onto the unified cloud
# description: >-
#   Requests and tenants that are to lie in a department's own machine room or on a cloud that is no part
#   of the unified government cloud, without an exemption that names its legal basis; and whatever is to go
#   into a machine room that closes.
# custom:
#   id: GOV-001
#   titleZh: 归口上云
#   descriptionZh: 拟部署在部门自建机房或者不属于统一政务云的云平台，又没有写明法律依据的豁免的申请和租户；以及拟迁入已关停或者将关停的机房的申请和租户。
#   remedy: >-
#     Leave spec.cloud out or name a cloud of category Government; where the law has it otherwise, give
#     spec.exemption.legalBasis. Nothing new goes into a machine room whose Facility has spec.closesOn.
#   remedyZh: 不填写 spec.cloud 或者填写类别为 Government 的云平台；法律法规另有规定的，填写 spec.exemption.legalBasis。已确定关停日期的机房不再接收新系统。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 政务云统一建设, confirmed: false}
#     - {standard: 浙政办发〔2015〕8号, clause: 第三条, confirmed: true}
package yunzhi.policies.gov_001

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

targets := {
	"Departmental": {"en": "a department's own machine room", "zh": "部门自建机房"},
	"Other": {"en": "no part of the unified government cloud", "zh": "非统一政务云"},
}

findings contains lib.violation(
	"$.spec.cloud",
	sprintf("cloud %q is %s: leave spec.cloud out, or give the legal basis in spec.exemption.legalBasis", [name, target.en]),
	sprintf("云平台 %q 属于%s：请删除 spec.cloud，或在 spec.exemption.legalBasis 中填写法律依据", [name, target.zh]),
) if {
	lib.asks_for({"cloud", "exemption"})
	target := targets[input.context.cloud.category]
	lib.missing(lib.requested, ["exemption", "legalBasis"])
	name := input.context.cloud.name
}

# Some rooms are registered with no cloud in them, or with one that nobody gave its category.
findings contains lib.violation(
	"$.spec.cloud",
	sprintf("%q is machine room %q of department %q: leave spec.cloud out, or give the legal basis in spec.exemption.legalBasis", values),
	sprintf("%q 是机房 %q（部门 %q）：请删除 spec.cloud，或在 spec.exemption.legalBasis 中填写法律依据", values),
) if {
	lib.asks_for({"cloud", "exemption"})
	not elsewhere
	room := input.context.machineRoom
	lib.missing(lib.requested, ["exemption", "legalBasis"])
	values := [room.name, room.displayName, room.department]
}

findings contains lib.violation(
	"$.spec.cloud",
	sprintf("nothing new goes into machine room %q, which closes on %s: leave spec.cloud out", [room.displayName, closing]),
	sprintf("机房 %q 将于 %s 关停，不再接收新系统：请删除 spec.cloud", [room.displayName, closing]),
) if {
	enters
	room := input.context.machineRoom
	not room.closedOn
	closing := room.closesOn
}

findings contains lib.violation(
	"$.spec.cloud",
	sprintf("machine room %q was closed on %s: leave spec.cloud out", [room.displayName, room.closedOn]),
	sprintf("机房 %q 已于 %s 关停：请删除 spec.cloud", [room.displayName, room.closedOn]),
) if {
	enters
	room := input.context.machineRoom
	room.closedOn
}

elsewhere if targets[input.context.cloud.category]

enters if {
	lib.tenant_request
	not input.context.request.tenant
}

enters if {
	lib.tenant
	input.review.operation == "CREATE"
}
