# METADATA
# title: A change that matters is approved anew
# description: >-
#   Tenants whose quota is set more than a percentage above what was last approved. A request that
#   stays within it, and changes nothing else of weight, is filed: it needs no approval. Growth is
#   measured against what was last approved, not against the last change, so many small ones do not
#   add up to a large one. Likewise of what a project costs: its tenants wait while a change of more
#   than the percentage is not approved, and a smaller one that is not filed is warned of.
# custom:
#   id: GOV-006
#   titleZh: 变更幅度
#   descriptionZh: >-
#     配额超过最近一次批准额度一定比例的租户。幅度之内且不涉及其他重要事项的变更申请只需备案，无需审批。
#     幅度以最近一次批准的额度为基准，不以上一次变更为基准，因此不能以多次小幅变更规避审批。
#     项目投资的变更同理：超过幅度而未重新批准的，其租户申请不予办理；幅度之内而未备案的予以提示。
#   remedy: >-
#     Make a TenantRequest of type Change, and have it approved. Of a project's costs: have the change approved
#     and its approvalNumber entered, or within the percentage filed and its filingNumber entered.
#   remedyZh: >-
#     提交类型为 Change 的租户申请并完成审批。项目投资变更：超过幅度的重新报批并填写 approvalNumber，幅度之内的备案并填写 filingNumber。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 国办发〔2019〕57号, edition: "2019", clause: 变更幅度百分之十五以内备案, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       percent:
#         type: integer
#         minimum: 0
#         description: >-
#           By how much of what was approved a quota may grow, or what a project costs may differ, without a new
#           approval. Exactly so much is within.
#       filedFields:
#         type: array
#         items: {type: string}
#         description: >-
#           Fields of spec whose change needs no approval. The default is ours: no standard names them.
package yunzhi.policies.gov_006

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_006

asked := input.context.quota.asked

approved := input.context.quota.approved

# A request about a tenant that is there already.
change if {
	lib.tenant_request
	input.context.request.tenant
}

filed if {
	change
	count(beyond) == 0
	count(weighty) == 0
}

beyond contains resource if {
	some resource, amount in asked
	amount * 100 > object.get(approved, resource, 0) * (100 + parameters.percent)
}

# A ceiling that is taken away is none.
beyond contains resource if {
	some resource in object.keys(approved)
	not resource in object.keys(asked)
}

weighty contains field if {
	some field in input.context.request.changed
	not field in parameters.filedFields
}

findings contains object.union({"effect": "Audit"}, lib.violation(
	"$.spec",
	sprintf("the change of tenant %q stays within %d %% of what was approved: it is filed, and needs no new approval", [input.context.request.tenant, parameters.percent]),
	sprintf("租户 %q 的变更未超过批准额度的 %d%%：予以备案，无需重新审批", [input.context.request.tenant, parameters.percent]),
)) if {
	filed
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	sprintf("$.spec.quota[%q]", [resource]),
	sprintf("%s grows by more than %d %% of what was approved: the change needs new approvals", [resource, parameters.percent]),
	sprintf("%s 的增幅超过批准额度的 %d%%：变更须重新审批", [resource, parameters.percent]),
)) if {
	change
	some resource in beyond
}

findings contains lib.violation(
	sprintf("$.spec.quota[%q]", [resource]),
	sprintf("%s grows by more than %d %% of what was approved: a TenantRequest of type Change must be approved first", [resource, parameters.percent]),
	sprintf("%s 的增幅超过批准额度的 %d%%：必须先提交类型为 Change 的租户申请并获得批准", [resource, parameters.percent]),
) if {
	lib.tenant
	some resource in beyond
	approved
}

# What a project costs, in yuan: each change beside what was approved before it.
costs contains cost if {
	lib.tenant_request
	some cost in input.context.project.costs
	not cost.approved
}

too_much(cost) if abs(cost.total - cost.base) * 100 > cost.base * parameters.percent

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q costs %d yuan by the change of %s, over %d %% off the %d that were approved: the change must be approved first", values),
	sprintf("项目 %q 投资变更为 %d 元（%s），与批准投资相差超过 %d%%（批准投资 %d 元）：变更必须先重新批准", values),
) if {
	some cost in costs
	too_much(cost)
	values := [input.context.project.name, cost.total, cost.date, parameters.percent, cost.base]
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.project",
	sprintf("project %q: the change of %s stays within %d %% of what was approved and must be filed: spec.changes has no filingNumber for it", values),
	sprintf("项目 %q：%s 的变更未超过批准投资的 %d%%，须备案：spec.changes 中未填写其 filingNumber", values),
)) if {
	some cost in costs
	not cost.filed
	not too_much(cost)
	values := [input.context.project.name, cost.date, parameters.percent]
}
