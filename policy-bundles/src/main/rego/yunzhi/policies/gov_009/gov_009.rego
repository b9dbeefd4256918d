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
#       acceptanceMonths:
#         type: integer
#         minimum: 1
#         description: >-
#           Calendar months from completion to acceptance. The term ends with the same day of the last month, or
#           with the last day of that month.
#       acceptanceDays:
#         type: integer
#         minimum: 0
#         description: Days instead of calendar months; 0 is none, and the months count.
package yunzhi.policies.gov_009

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_009

effect := "Deny" if lib.tenant_request

effect := "Audit" if lib.standing_tenant

# Completed, and neither accepted nor still within a term.
late if {
	effect
	lib.production
	not accepted
}

accepted if input.context.project.acceptance

completed_on := input.context.project.completedOn

last_day := lib.add_months(completed_on, parameters.acceptanceMonths) if parameters.acceptanceDays == 0

age := lib.days_since(completed_on)

findings contains object.union({"effect": effect}, lib.violation(
	"$.spec.project",
	sprintf("project %q was completed %d days ago, on %s, and is not accepted: formal use takes acceptance, which was due on %s", values),
	sprintf("项目 %q 已建成 %d 天（%s），尚未验收：正式使用须先通过验收，验收期限为 %s", values),
)) if {
	late
	lib.now >= lib.begin_of(last_day) + lib.day
	values := [input.context.project.name, age, completed_on, last_day]
}

findings contains object.union({"effect": effect}, lib.violation(
	"$.spec.project",
	sprintf("project %q was completed %d days ago, on %s, and is not accepted: formal use takes acceptance within %d days", values),
	sprintf("项目 %q 已建成 %d 天（%s），尚未验收：正式使用须在 %d 天之内通过验收", values),
)) if {
	late
	parameters.acceptanceDays > 0
	age > parameters.acceptanceDays
	values := [input.context.project.name, age, completed_on, parameters.acceptanceDays]
}
