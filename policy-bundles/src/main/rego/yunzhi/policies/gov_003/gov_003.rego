# METADATA
# title: A tenant has a complete project
# description: >-
#   Requests without a project, whose project lacks its approval number, fund source, plan year or
#   expert review, or is rejected at one of its gates: one platform, one plan, one fund management, one expert review, one approval.
# custom:
#   id: GOV-003
#   titleZh: 项目齐备
#   descriptionZh: 没有项目，或者项目缺少立项批复文号、资金来源、计划年度或专家评审，或者项目在某一审批环节未获同意的申请。
#   remedy: >-
#     Register the project (kubectl get projects) with approvalNumber, fundSource, planYear and
#     expertReview, and name it in spec.project of the request.
#   remedyZh: 登记项目并填写 approvalNumber、fundSource、planYear 和 expertReview，然后在申请的 spec.project 中引用。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 国办发〔2019〕57号, edition: "2019", clause: 项目审批、资金与评审, confirmed: false}
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 项目统一管理, confirmed: false}
package yunzhi.policies.gov_003

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

spec := lib.requested if lib.tenant_request

project := object.get(input.context, "project", {})

required := {
	"approvalNumber": "立项批复文号",
	"fundSource": "资金来源",
	"planYear": "计划年度",
	"expertReview": "专家评审",
}

findings contains lib.violation(
	"$.spec.project",
	"the request names no project: spec.project must be the name of a registered project",
	"申请没有填写项目：spec.project 必须为已登记项目的名称",
) if {
	lib.missing(spec, ["project"])
}

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q is not registered: spec.project must be the name of a registered project", [spec.project]),
	sprintf("项目 %q 未登记：spec.project 必须为已登记项目的名称", [spec.project]),
) if {
	not lib.missing(spec, ["project"])
	project == {}
}

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q has no %s: it must be set before a tenant is requested", [spec.project, field]),
	sprintf("项目 %q 缺少%s（%s）：申请租户之前必须填写", [spec.project, name_zh, field]),
) if {
	not lib.missing(spec, ["project"])
	project != {}
	some field, name_zh in required
	lib.missing(project, [field])
}

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q is rejected at gate %s: see kubectl describe project %s", [spec.project, gate, spec.project]),
	sprintf("项目 %q 的 %s 环节未获同意：详见 kubectl describe project %s", [spec.project, gate, spec.project]),
) if {
	not lib.missing(spec, ["project"])
	some gate in project.rejectedGates
}
