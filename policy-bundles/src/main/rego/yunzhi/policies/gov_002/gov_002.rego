# METADATA
# title: No new dedicated networks
# description: >-
#   Requests and tenants in a dedicated network that they were not in before, without an exemption that
#   names its legal basis; with an exemption too when the network, as a Facility, closes. Those that have long
#   been in one are warned of when they have no date on which they leave it, or one after it closes, and when
#   nobody has said when it closes.
# custom:
#   id: GOV-002
#   titleZh: 专网限制
#   descriptionZh: 新接入专网而没有写明法律依据的豁免的申请和租户；专网（Facility）已确定关停日期的，即使有豁免也不得新接入。对已在专网中但没有迁移日期、迁移日期晚于专网关停日期，或者专网没有关停日期的申请和租户给出警告。
#   remedy: >-
#     Leave spec.dedicatedNetwork out; where the law has it otherwise, give spec.exemption.legalBasis. Of
#     one that is there, give spec.migratesOn.
#   remedyZh: 删除 spec.dedicatedNetwork；法律法规另有规定的，填写 spec.exemption.legalBasis。已有专网的，填写 spec.migratesOn。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 专网整合, confirmed: false}
package yunzhi.policies.gov_002

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

network := lib.requested.dedicatedNetwork

exempt if not lib.missing(lib.requested, ["exemption", "legalBasis"])

findings contains lib.violation(
	"$.spec.dedicatedNetwork",
	sprintf("dedicated network %q would be new: leave it out, or give the legal basis in spec.exemption.legalBasis", [network]),
	sprintf("专网 %q 属于新接入：请删除，或在 spec.exemption.legalBasis 中填写法律依据", [network]),
) if {
	joins
	network
	not exempt
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.migratesOn",
	sprintf("nobody knows when it leaves dedicated network %q: spec.migratesOn must be the day", [network]),
	sprintf("没有迁出专网 %q 的日期：必须填写 spec.migratesOn", [network]),
)) if {
	stays
	network
	not exempt
	lib.missing(lib.requested, ["migratesOn"])
}

findings contains lib.violation(
	"$.spec.dedicatedNetwork",
	sprintf("nothing new joins dedicated network %q, which closes on %s: leave it out", [network, closing]),
	sprintf("专网 %q 将于 %s 关停，不得新接入：请删除", [network, closing]),
) if {
	joins
	not facility.closedOn
	closing := facility.closesOn
}

findings contains lib.violation(
	"$.spec.dedicatedNetwork",
	sprintf("dedicated network %q was closed on %s: leave it out", [network, facility.closedOn]),
	sprintf("专网 %q 已于 %s 关停：请删除", [network, facility.closedOn]),
) if {
	joins
	facility.closedOn
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.dedicatedNetwork",
	sprintf("nobody has said when dedicated network %q closes: Facility %q must have spec.closesOn", [network, facility.name]),
	sprintf("没有确定专网 %q 的关停日期：须在 Facility %q 中填写 spec.closesOn", [network, facility.name]),
)) if {
	stays
	not facility.closesOn
	not facility.closedOn
	lib.missing(facility, ["legalBasis"])
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.migratesOn",
	sprintf("it leaves dedicated network %q on %s, after that closes on %s", [network, leaves, facility.closesOn]),
	sprintf("迁出专网 %q 的日期 %s 晚于专网关停日期 %s", [network, leaves, facility.closesOn]),
)) if {
	stays
	leaves := lib.requested.migratesOn
	leaves > facility.closesOn
}

facility := input.context.privateNetwork

joins if {
	lib.tenant_request
	not input.context.request.tenant
}

joins if {
	lib.tenant_request
	"dedicatedNetwork" in input.context.request.changed
}

joins if {
	lib.tenant
	lib.differs("dedicatedNetwork")
}

stays if {
	lib.tenant_request
	input.context.request.tenant
	not "dedicatedNetwork" in input.context.request.changed
}

stays if {
	lib.standing_tenant
	not lib.differs("dedicatedNetwork")
}
