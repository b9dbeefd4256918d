# METADATA
# title: Nobody turns admission and audit off unseen
# description: >-
#   Webhook configurations, admission policies and bindings of Yunzhi that are missing, differ from what the
#   chart installs, or have been narrowed. Kubernetes shows such objects to no webhook and no admission policy,
#   so nobody can be refused who has the right to change them: the background scan finds the change, and
#   kube-apiserver's audit log says who made it. What lies outside of the cluster's objects cannot be seen:
#   kube-apiserver's own audit policy and sink, and its flags. The record keeps everything, and has no
#   setting for how long; so there is no retention below 184 days to be found.
# custom:
#   id: SEC-024
#   titleZh: 审计不可关
#   descriptionZh: >-
#     缺失、与安装内容不一致或者适用范围被缩小的云治 Webhook 配置、准入策略及其绑定。Kubernetes 不把这类对象交给任何 Webhook
#     或准入策略审查，因此无法拒绝有权修改者：由后台扫描发现变更，由 kube-apiserver 审计日志记录变更人。集群对象之外的内容无从得知：
#     kube-apiserver 自身的审计策略、审计后端和启动参数。审计记录永久保存，没有保存期限设置，因此不存在低于 184 天的情形。
#   remedy: >-
#     Put back what the chart installs by `helm upgrade`, and ask the audit and the security team together
#     before anything of it is changed.
#   remedyZh: 用 helm upgrade 恢复安装内容；修改前须经审计管理方和安全管理方共同同意。
#   effect: Audit
#   kinds:
#     - ValidatingWebhookConfiguration
#     - MutatingWebhookConfiguration
#     - ValidatingAdmissionPolicy
#     - ValidatingAdmissionPolicyBinding
#   clauses:
#     - {standard: 网络安全法, edition: "2026", clause: 第二十三条第三项, confirmed: true}
#     - {standard: GB/T 22239, edition: "2019", clause: 安全计算环境（安全审计）, level: 2, confirmed: false}
package yunzhi.policies.sec_024

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

# As the chart wrote it down, without metadata.
installed := input.context.installed if lib.written

live := input.review.object

# What the API server fills in; anything else in such a field makes a rule apply to less.
unlimited := {
	"excludeResourceRules": [[]],
	"matchConditions": [[]],
	"matchPolicy": ["Equivalent"],
	"matchResources": [{}],
	"namespaceSelector": [{}],
	"objectSelector": [{}],
	"paramKind": [],
	"paramRef": [],
	"resourceNames": [[]],
	"scope": ["*"],
}

# The scan asks about what has to be there, too: that has no more than its name.
there if live.metadata.uid

findings contains lib.violation(
	"$",
	sprintf("%s %s is not there: what it kept out is let in", [input.review.kind.kind, live.metadata.name]),
	sprintf("%s %s 不存在：原由其拒绝的内容现在可以进入", [input.review.kind.kind, live.metadata.name]),
) if {
	installed
	not there
}

# A list that has grown or shrunk: its items are not compared.
resized contains path if {
	there
	walk(installed, [path, value])
	is_array(value)
	count(object.get(live, path, [])) != count(value)
}

findings contains lib.violation(
	json_path(path),
	sprintf("the list has %d items, and the chart installs %d", counts),
	sprintf("列表有 %d 项，安装内容为 %d 项", counts),
) if {
	some path in resized
	not inside_resized(path)
	counts := [count(object.get(live, path, [])), count(object.get(installed, path, []))]
}

findings contains lib.violation(
	json_path(path),
	sprintf("it is %s, and the chart installs %s", texts),
	sprintf("现为 %s，安装内容为 %s", texts),
) if {
	there
	walk(installed, [path, value])
	not is_array(value)
	not is_object(value)
	found := object.get(live, path, null)
	found != value
	not inside_resized(path)
	texts := [shown(found), shown(value)]
}

findings contains lib.violation(
	json_path(path),
	sprintf("it is %s, and the chart installs none: less is judged than should be", [shown(value)]),
	sprintf("现为 %s，安装内容中没有此项：受审查的范围小于应有范围", [shown(value)]),
) if {
	there
	installed
	walk(live, [path, value])
	path[0] in {"spec", "webhooks"}
	defaults := unlimited[path[count(path) - 1]]
	not value in defaults
	object.get(installed, path, null) == null
	object.get(installed, array.slice(path, 0, count(path) - 1), null) != null
	not inside_resized(path)
}

inside_resized(path) if {
	some list in resized
	count(path) > count(list)
	array.slice(path, 0, count(list)) == list
}

json_path(path) := concat("", array.concat(["$"], [step(key) | some key in path]))

step(key) := sprintf("[%d]", [key]) if is_number(key)

step(key) := sprintf(".%s", [key]) if is_string(key)

# Expressions are long.
shown(value) := text if {
	text := json.marshal(value)
	count(text) <= 80
}

shown(value) := sprintf("%s…", [substring(text, 0, 80)]) if {
	text := json.marshal(value)
	count(text) > 80
}
