# METADATA
# title: A request says who, what, how much and how long
# description: Requests without an owner, a contact, capacity, schedule, purpose or custodian.
# custom:
#   id: GOV-005
#   titleZh: 申请要素
#   descriptionZh: 缺少负责人、联系方式、容量、起止时间、用途或资产保管人的申请。
#   remedy: Fill in the field that the finding names.
#   remedyZh: 填写结果中指出的字段。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 新余市政务云管理办法, clause: 申请, confirmed: true}
#     - {standard: 山西省政务云管理规定, clause: 申请, confirmed: true}
package yunzhi.policies.gov_005

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

spec := lib.requested if lib.tenant_request

required := [
	{"field": ["owner", "name"], "en": "owner", "zh": "负责人"},
	{"field": ["quota"], "en": "capacity", "zh": "容量"},
	{"field": ["startsAt"], "en": "start of its term", "zh": "开始时间"},
	{"field": ["expiresAt"], "en": "end of its term", "zh": "到期时间"},
	{"field": ["purpose"], "en": "purpose", "zh": "用途"},
	{"field": ["custodian"], "en": "custodian of the asset", "zh": "资产保管人"},
]

findings contains lib.violation(
	concat(".", array.concat(["$", "spec"], element.field)),
	sprintf("the request has no %s: spec.%s must be set", [element.en, field]),
	sprintf("申请缺少%s：必须填写 spec.%s", [element.zh, field]),
) if {
	some element in required
	lib.missing(spec, element.field)
	field := concat(".", element.field)
}

findings contains lib.violation(
	"$.spec.owner",
	"the request has no contact: spec.owner.phone or spec.owner.email must be set",
	"申请缺少联系方式：必须填写 spec.owner.phone 或 spec.owner.email",
) if {
	lib.missing(spec, ["owner", "phone"])
	lib.missing(spec, ["owner", "email"])
}
