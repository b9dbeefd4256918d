# METADATA
# title: No rights that could become all rights
# description: >-
#   Roles in tenants with a wildcard, or with the verbs escalate, bind or impersonate.
# custom:
#   id: SEC-017
#   titleZh: 三员分立
#   descriptionZh: 租户中使用通配符或含有 escalate、bind、impersonate 权限的角色。
#   remedy: Name the API groups, resources and verbs that are needed.
#   remedyZh: 逐一写明所需的 API 组、资源和动作。
#   effect: Deny
#   kinds: [Role]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全管理中心（权限分离、最小授权）, level: 2, confirmed: false}
package yunzhi.policies.sec_017

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

rules := input.review.object.rules if {
	lib.kind == "rbac.authorization.k8s.io/Role"
	lib.written
	not unchanged
}

unchanged if {
	input.review.operation == "UPDATE"
	input.review.object.rules == input.review.oldObject.rules
}

findings contains lib.violation(
	sprintf("$.rules[%d].%s", [index, field]),
	sprintf("the rule grants *, whatever that comes to mean: %s must list names", [field]),
	sprintf("规则以 * 授予一切权限：%s 必须逐一列出", [field]),
) if {
	some index, rule in rules
	some field in ["apiGroups", "resources", "verbs"]
	"*" in rule[field]
}

findings contains lib.violation(
	sprintf("$.rules[%d].resources", [index]),
	sprintf("the rule grants %q, whatever that comes to mean: resources must list names", [resource]),
	sprintf("规则授予 %q，范围不明：resources 必须逐一列出", [resource]),
) if {
	some index, rule in rules
	some resource in rule.resources
	resource != "*"
	contains(resource, "*")
}

findings contains lib.violation(
	sprintf("$.rules[%d].verbs", [index]),
	sprintf("the rule grants %s, by which one takes the rights of others: leave it out", [verb]),
	sprintf("规则授予 %s，可借此取得他人权限：请删除", [verb]),
) if {
	some index, rule in rules
	some verb in ["escalate", "bind", "impersonate"]
	verb in rule.verbs
}
