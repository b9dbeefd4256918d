# METADATA
# title: What lies idle does not grow
# description: >-
#   Requests for more quota for a tenant that was given notice of lying idle: by the operator, which
#   measures use where it knows a Prometheus (status.idle of the Tenant; docs/idle.md), or by the platform
#   team, by the annotation yunzhi.dev/idle-notice on the Tenant. While an objection holds it may grow.
# custom:
#   id: GOV-008
#   titleZh: 闲置回收
#   descriptionZh: >-
#     已收到闲置通知的租户增加配额的申请。通知由云治控制器根据 Prometheus 度量的使用率自动发出
#     （Tenant 的 status.idle，见 docs/idle.md），或由平台管理方以注解 yunzhi.dev/idle-notice 发出；异议有效期间不受此限。
#   remedy: Ask for no more than was approved, object to the notice, or have the platform team withdraw its own.
#   remedyZh: 申请额度不得超过已批准额度，或者对通知提出异议，或者请平台管理方撤回其通知。
#   effect: Deny
#   kinds: [TenantRequest]
#   clauses:
#     - {standard: 新余市政务云管理办法, clause: 闲置资源回收, confirmed: true}
package yunzhi.policies.gov_008

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.violation(
	sprintf("$.spec.quota[%q]", [resource]),
	sprintf("tenant %q lies idle (%s), so its %s cannot grow: ask for no more than was approved", values),
	sprintf("租户 %q 处于闲置状态（%s），不得增加 %s：申请额度不得超过已批准额度", values),
) if {
	lib.tenant_request
	notice := input.context.request.idleNotice
	some resource, amount in input.context.quota.asked
	amount > object.get(input.context.quota.approved, resource, 0)
	values := [input.context.request.tenant, notice, resource]
}
