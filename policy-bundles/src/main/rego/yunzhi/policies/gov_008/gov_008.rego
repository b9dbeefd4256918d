# METADATA
# title: What lies idle does not grow
# description: >-
#   Requests for more quota for a tenant that the platform team has given notice of lying idle, by the
#   annotation yunzhi.dev/idle-notice on the Tenant. Use itself is measured by monitoring, which alerts
#   the platform team (YunzhiTenantIdle).
# custom:
#   id: GOV-008
#   titleZh: 闲置回收
#   descriptionZh: >-
#     平台管理方已在 Tenant 上以注解 yunzhi.dev/idle-notice 发出闲置通知的租户增加配额的申请。
#     实际使用率由监控度量，并告警通知平台管理方（YunzhiTenantIdle）。
#   remedy: Ask for no more than was approved, or have the platform team withdraw the notice.
#   remedyZh: 申请额度不得超过已批准额度，或者请平台管理方撤回通知。
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
