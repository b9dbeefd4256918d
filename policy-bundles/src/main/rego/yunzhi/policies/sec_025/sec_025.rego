# METADATA
# title: A tenant ends with its data returned, wiped and written off
# description: >-
#   Asks for the checklist of a request that ends a tenant: the platform team's approval, the
#   department's receipt of its data, the attestation that the rest was wiped, and the closure of the
#   assets. A receipt or attestation is required in each of the last three. An effect other than Deny
#   takes none of them away.
# custom:
#   id: SEC-025
#   titleZh: 注销清除
#   descriptionZh: >-
#     规定注销租户的申请在办理之前必须完成的事项：平台管理方审批、数据返还回执、数据清除证明和资产核销。
#     后三项必须填写凭据。调整本策略的效果不会免除任何事项。
#   remedy: Have every stage in status.stages of the request decided, with spec.evidence in the Approvals.
#   remedyZh: 完成申请 status.stages 所列各阶段的审批，并在 Approval 的 spec.evidence 中填写凭据。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 云计算安全扩展要求（剩余信息保护、数据清除）, confirmed: true}
#     - {standard: 山西省政务云管理规定, clause: 注销, confirmed: true}
package yunzhi.policies.sec_025

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

checklist := {
	"Platform": ["the platform team decides on every request", "每份申请均由平台管理方审批"],
	"DataReturn": ["the department confirms that it has its data back", "部门确认已收回数据"],
	"Wipe": ["the security team attests the wiping of what is left of the data", "安全管理方出具数据清除证明"],
	"AssetClosure": ["the platform team takes the assets off the books", "平台管理方核销资产"],
}

stages contains {
	"stage": name,
	"quorum": 1,
	"reason": why[0],
	"reasonZh": why[1],
} if {
	lib.end_request
	some name, why in checklist
}
