package yunzhi.policies.sec_024_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_024

installed := {
	"apiVersion": "admissionregistration.k8s.io/v1",
	"kind": "ValidatingWebhookConfiguration",
	"webhooks": [
		{
			"name": "a.yunzhi.dev",
			"failurePolicy": "Fail",
			"namespaceSelector": {"matchExpressions": [{"key": "k", "operator": "Exists"}]},
			"rules": [{"resources": ["pods"], "operations": ["CREATE", "UPDATE"]}],
		},
		{"name": "b.yunzhi.dev", "failurePolicy": "Fail", "rules": [{"resources": ["tenants"]}]},
	],
}

# With what the API server and the operator fill in.
live := json.patch(installed, [
	{"op": "add", "path": "/metadata", "value": {"name": "yunzhi", "uid": "u", "labels": {"scope": "x"}}},
	{"op": "add", "path": "/webhooks/0/clientConfig", "value": {"caBundle": "QQ=="}},
	{"op": "add", "path": "/webhooks/0/objectSelector", "value": {}},
	{"op": "add", "path": "/webhooks/1/namespaceSelector", "value": {}},
	{"op": "add", "path": "/webhooks/1/matchPolicy", "value": "Equivalent"},
	{"op": "add", "path": "/webhooks/0/rules/0/scope", "value": "*"},
])

review(object) := {
	"review": {
		"operation": "CREATE",
		"name": "yunzhi",
		"kind": {"group": "admissionregistration.k8s.io", "kind": "ValidatingWebhookConfiguration"},
		"object": object,
	},
	"context": {"now": "2026-11-24T08:00:00Z", "exceptions": [], "installed": installed},
}

found(patches) := fixtures.found("sec_024", review(json.patch(live, patches)))

texts(object) := all if {
	all := {[f.path, f.message, f.messageZh] | some f in sec_024.findings} with input as review(object)
}

test_what_the_api_server_fills_in_is_no_difference if found([]) == set()

test_what_is_changed_is_found_and_shown if {
	texts(json.patch(live, [{"op": "replace", "path": "/webhooks/1/failurePolicy", "value": "Ignore"}])) == {[
		"$.webhooks[1].failurePolicy",
		`it is "Ignore", and the chart installs "Fail"`,
		`现为 "Ignore"，安装内容为 "Fail"`,
	]}
}

test_what_is_taken_away_is_found if {
	found([{"op": "remove", "path": "/webhooks/0/failurePolicy"}]) == {"$.webhooks[0].failurePolicy"}
	found([{"op": "remove", "path": "/webhooks/0/namespaceSelector"}]) == {"$.webhooks[0].namespaceSelector.matchExpressions"}
}

test_a_list_that_grew_or_shrank_is_found_once if {
	texts(json.patch(live, [{"op": "remove", "path": "/webhooks/0"}])) == {[
		"$.webhooks",
		"the list has 1 items, and the chart installs 2",
		"列表有 1 项，安装内容为 2 项",
	]}
	found([{"op": "remove", "path": "/webhooks/0/rules/0/operations/0"}]) == {"$.webhooks[0].rules[0].operations"}
	found([{"op": "add", "path": "/webhooks/0/namespaceSelector/matchExpressions/-", "value": {"key": "l", "operator": "Exists"}}]) == {"$.webhooks[0].namespaceSelector.matchExpressions"}
	found([{"op": "add", "path": "/webhooks/-", "value": {"name": "c", "scope": "Cluster"}}]) == {"$.webhooks"}
}

test_what_is_narrowed_is_found if {
	texts(json.patch(live, [{"op": "replace", "path": "/webhooks/0/objectSelector", "value": {"matchLabels": {"a": "b"}}}])) == {[
		"$.webhooks[0].objectSelector",
		`it is {"matchLabels":{"a":"b"}}, and the chart installs none: less is judged than should be`,
		`现为 {"matchLabels":{"a":"b"}}，安装内容中没有此项：受审查的范围小于应有范围`,
	]}
	found([{"op": "add", "path": "/webhooks/1/matchConditions", "value": [{"name": "n", "expression": "false"}]}]) == {"$.webhooks[1].matchConditions"}
	found([{"op": "replace", "path": "/webhooks/0/rules/0/scope", "value": "Cluster"}]) == {"$.webhooks[0].rules[0].scope"}
	found([{"op": "replace", "path": "/webhooks/1/matchPolicy", "value": "Exact"}]) == {"$.webhooks[1].matchPolicy"}
	found([{"op": "add", "path": "/webhooks/1/matchResources", "value": {"scope": "Cluster"}}]) == {"$.webhooks[1].matchResources"}
}

test_a_long_text_is_cut if {
	long := concat("", ["x" | some _ in numbers.range(1, 100)])
	[[_, message, _]] := [text | some text in texts(json.patch(live, [{"op": "replace", "path": "/webhooks/0/name", "value": long}]))]
	startswith(message, `it is "xxxx`)
	contains(message, `xxxx…, and the chart installs "a.yunzhi.dev"`)
}

test_what_is_not_there_is_found if {
	absent := {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": {"name": "yunzhi"}}
	texts(absent) == {[
		"$",
		"ValidatingWebhookConfiguration yunzhi is not there: what it kept out is let in",
		"ValidatingWebhookConfiguration yunzhi 不存在：原由其拒绝的内容现在可以进入",
	]}
}

test_what_is_not_ours_is_left_alone if {
	others := json.remove(review(json.patch(live, [{"op": "replace", "path": "/webhooks/0/failurePolicy", "value": "Ignore"}])), ["/context/installed"])
	fixtures.found("sec_024", others) == set()
}
