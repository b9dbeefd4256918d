# METADATA
# title: A request is approved in stages
# description: >-
#   Asks for the approvals that a request needs before it is carried out: the platform team's always,
#   the security team's from a protection level up, a panel of experts' for what is large or of a high
#   level, and that of the department one level up for departments of the levels that are named. A
#   change that GOV-006 lets pass as filed needs none. An effect other than Deny takes none of them
#   away.
# custom:
#   id: GOV-013
#   titleZh: 分级审批
#   descriptionZh: >-
#     规定申请在办理之前所需的审批：平台管理方审批全部申请；达到一定安全保护等级的由安全管理方审批；
#     规模大或者等级高的由专家组审批；指定级别的部门由上一级部门审批。按 GOV-006 备案的变更无需审批。
#     调整本策略的效果不会免除任何审批。
#   remedy: Have every stage in status.stages of the request decided.
#   remedyZh: 完成申请 status.stages 所列各阶段的审批。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 国办发〔2019〕57号, edition: "2019", clause: 项目审批与专家评审, confirmed: false}
#     - {standard: GB/T 22239, edition: "2019", clause: 授权和审批, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       platformQuorum:
#         type: integer
#         minimum: 1
#         description: How many of the platform team have to approve. The default is ours.
#       securityQuorum:
#         type: integer
#         minimum: 1
#         description: How many of the security team have to approve. The default is ours.
#       securityFromLevel:
#         type: integer
#         minimum: 1
#         maximum: 5
#         description: Protection level from which the security team has a say; 5 is never.
#       expertQuorum:
#         type: integer
#         minimum: 1
#         description: How many experts have to approve. The default is ours.
#       expertFromLevel:
#         type: integer
#         minimum: 1
#         maximum: 5
#         description: Protection level from which the experts have a say; 5 is never. The default is ours.
#       expertFromQuota:
#         type: object
#         additionalProperties: {type: number, minimum: 0}
#         description: >-
#           Amount from which the experts have a say, by resource, as a plain number: cores, bytes, pieces.
#           The defaults are ours.
#       parentLevels:
#         type: array
#         items: {enum: [City, County, Township, Village]}
#         description: Levels of the departments whose requests the department one level up decides, too. The default is ours.
#       approvalDays:
#         type: integer
#         minimum: 1
#         description: Days for which an approval counts while others are missing. The default is ours.
package yunzhi.policies.gov_013

import data.yunzhi.lib
import data.yunzhi.policies.gov_006

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_013

due if {
	lib.tenant_request
	not gov_006.filed
}

stages contains stage(
	"Platform",
	parameters.platformQuorum,
	"the platform team decides on every request",
	"每份申请均由平台管理方审批",
) if {
	due
}

stages contains stage(
	"Security",
	parameters.securityQuorum,
	sprintf("the security team decides from protection level %d up", [parameters.securityFromLevel]),
	sprintf("安全保护等级 %d 级及以上由安全管理方审批", [parameters.securityFromLevel]),
) if {
	due
	lib.level >= parameters.securityFromLevel
}

stages contains stage(
	"Expert",
	parameters.expertQuorum,
	sprintf("experts decide from protection level %d up", [parameters.expertFromLevel]),
	sprintf("安全保护等级 %d 级及以上由专家组审批", [parameters.expertFromLevel]),
) if {
	due
	lib.level >= parameters.expertFromLevel
}

stages contains stage(
	"Expert",
	parameters.expertQuorum,
	sprintf("experts decide on so much %s", [resource]),
	sprintf("%s 达到规定规模的由专家组审批", [resource]),
) if {
	due
	some resource, amount in parameters.expertFromQuota
	input.context.quota.asked[resource] >= amount
}

stages contains stage(
	"Parent",
	1,
	sprintf("the department one level up decides for level %s", [input.context.department.level]),
	sprintf("%s 级部门的申请由上一级部门审批", [input.context.department.level]),
) if {
	due
	input.context.department.level in parameters.parentLevels
}

stage(name, quorum, reason, reason_zh) := {
	"stage": name,
	"quorum": quorum,
	"reason": reason,
	"reasonZh": reason_zh,
	"expiresAfterDays": parameters.approvalDays,
}
