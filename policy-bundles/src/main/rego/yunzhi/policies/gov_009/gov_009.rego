# METADATA
# title: A completed project is accepted in time
# description: >-
#   Production requests of a project that was completed longer ago than acceptance may take, and is not
#   accepted: its trial is over, and formal use takes acceptance. Its tenants are found.
# custom:
#   id: GOV-009
#   titleZh: 验收时限
#   descriptionZh: 所属项目完成建设后超过验收时限仍未验收的生产环境申请：试运行已结束，正式使用须先通过验收；其租户予以记录。
#   remedy: Have the project accepted, and enter spec.acceptance in it.
#   remedyZh: 完成项目验收，并填写项目的 spec.acceptance。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 国办发〔2019〕57号, edition: "2019", clause: 建成后半年内验收, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       acceptanceDays:
#         type: integer
#         minimum: 1
#         description: Days from completion to acceptance. Six calendar months are 184 days at most.
package yunzhi.policies.gov_009

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_009

effect := "Deny" if lib.tenant_request

effect := "Audit" if lib.standing_tenant

findings contains object.union({"effect": effect}, lib.violation(
	"$.spec.project",
	sprintf("project %q was completed %d days ago, on %s, and is not accepted: formal use takes acceptance within %d days", values),
	sprintf("项目 %q 已建成 %d 天（%s），尚未验收：正式使用须在 %d 天之内通过验收", values),
)) if {
	effect
	lib.production
	project := input.context.project
	age := lib.days_since(project.completedOn)
	age > parameters.acceptanceDays
	not project.acceptance
	values := [project.name, age, project.completedOn, parameters.acceptanceDays]
}
