# METADATA
# title: A change that matters is approved anew
# description: >-
#   Tenants whose quota is set more than a percentage above what was last approved. A request that
#   stays within it, and changes nothing else of weight, is filed: it needs no approval. Growth is
#   measured against what was last approved, not against the last change, so many small ones do not
#   add up to a large one.
# custom:
#   id: GOV-006
#   titleZh: 变更幅度
#   descriptionZh: >-
#     配额超过最近一次批准额度一定比例的租户。幅度之内且不涉及其他重要事项的变更申请只需备案，无需审批。
#     幅度以最近一次批准的额度为基准，不以上一次变更为基准，因此不能以多次小幅变更规避审批。
#   remedy: Make a TenantRequest of type Change, and have it approved.
#   remedyZh: 提交类型为 Change 的租户申请并完成审批。
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
#         description: By how much of what was approved a quota may grow without a new approval.
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
