package yunzhi.policies.sec_017_test

import data.yunzhi.fixtures

made(rule) := {"metadata": {"name": "web"}, "rules": [rule]}

role(rule) := fixtures.found("sec_017", fixtures.create("rbac.authorization.k8s.io", "Role", made(rule)))

plain := {"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list"]}

test_a_role_that_lists_what_it_grants_passes if role(plain) == set()

test_wildcards_are_denied if {
	every field in ["apiGroups", "resources", "verbs"] {
		role(object.union(plain, {field: ["*"]})) == {sprintf("$.rules[0].%s", [field])}
	}
	role(object.union(plain, {"resources": ["pods/*"]})) == {"$.rules[0].resources"}
}

test_verbs_that_lead_to_the_rights_of_others_are_denied if {
	every verb in ["escalate", "bind", "impersonate"] {
		role(object.union(plain, {"verbs": ["get", verb]})) == {"$.rules[0].verbs"}
	}
}

test_only_a_change_is_judged if {
	wild := made(object.union(plain, {"verbs": ["*"]}))
	group := "rbac.authorization.k8s.io"
	fixtures.found("sec_017", fixtures.update(group, "Role", wild, wild)) == set()
	fixtures.found("sec_017", fixtures.update(group, "Role", made(plain), wild)) == {"$.rules[0].verbs"}
}

test_other_kinds_are_not_judged if {
	fixtures.found("sec_017", fixtures.create("", "Pod", made({"verbs": ["*"]}))) == set()
}
