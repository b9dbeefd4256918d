# METADATA
# title: Nothing is built twice
# description: >-
#   Requests for a new tenant whose project does what an older project does already, for the same area,
#   without a reason. Projects are compared by spec.function, as the classification in use has it, and by
#   how alike their names or purposes are: 100 % is the same words, fillers such as 平台 hardly count. So are
#   requests whose project has the spec.function of a common component that another department offers.
# custom:
#   id: GOV-011
#   titleZh: 重复建设
#   descriptionZh: >-
#     所属项目与较早登记的项目服务区域相同，并且功能相同或者名称、用途相似，又没有说明理由的新建租户申请。
#     项目按 spec.function 以及名称、用途的文字相似度比较：用词全同为 100%，“平台”等通用词几乎不计。
#     项目的 spec.function 与其他部门提供的共性组件相同的，同样处理。
#   remedy: Use what is there, or say in spec.duplicationReason of the project why it does not do.
#   remedyZh: 使用已有系统，或者在项目的 spec.duplicationReason 中说明不能使用的理由。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 避免重复建设, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       likeness:
#         type: integer
#         minimum: 30
#         maximum: 101
#         description: >-
#           Percent from which a name or purpose counts as like; 101 is never. The default is ours: no standard
#           names one.
package yunzhi.policies.gov_011

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_011

unexplained if {
	lib.tenant_request
	lib.request_type == "New"
	lib.missing(input.context.project, ["duplicationReason"])
}

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q does what project %q of department %q does (likeness %d %%): spec.duplicationReason of the project must say why", values),
	sprintf("项目 %q 与项目 %q（部门 %q）功能和区域相同（相似度 %d%%）：必须在项目的 spec.duplicationReason 中说明理由", values),
) if {
	unexplained
	some other in input.context.likeProjects
	other.sameFunction
	values := values_of(other)
}

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q is like project %q of department %q in the same area by %d %%: spec.duplicationReason of the project must say why", values),
	sprintf("项目 %q 与同一区域的项目 %q（部门 %q）相似度为 %d%%：必须在项目的 spec.duplicationReason 中说明理由", values),
) if {
	unexplained
	some other in input.context.likeProjects
	not other.sameFunction
	other.likeness >= parameters.likeness
	values := values_of(other)
}

values_of(other) := [input.context.project.name, other.name, other.department, other.likeness]
