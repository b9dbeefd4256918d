# METADATA
# title: Nothing is built twice
# description: >-
#   Requests for a new tenant whose project does what an older project does already, for the same area,
#   without a reason. Projects are compared by spec.function, as the classification in use has it.
# custom:
#   id: GOV-011
#   titleZh: 重复建设
#   descriptionZh: 所属项目与较早登记的项目功能相同、服务区域相同，又没有说明理由的新建租户申请。项目按 spec.function 比较。
#   remedy: Use what is there, or say in spec.duplicationReason of the project why it does not do.
#   remedyZh: 使用已有系统，或者在项目的 spec.duplicationReason 中说明不能使用的理由。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 避免重复建设, confirmed: false}
package yunzhi.policies.gov_011

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q does what project %q of department %q does: spec.duplicationReason of the project must say why", values),
	sprintf("项目 %q 与项目 %q（部门 %q）功能和区域相同：必须在项目的 spec.duplicationReason 中说明理由", values),
) if {
	lib.tenant_request
	lib.request_type == "New"
	some other in input.context.likeProjects
	lib.missing(input.context.project, ["duplicationReason"])
	values := [input.context.project.name, other.name, other.department]
}
