package yunzhi.policies.sec_901_test

import data.yunzhi.policies.sec_901 as policy

review(spec) := {
	"operation": "CREATE",
	"kind": {"group": "", "version": "v1", "kind": "Pod"},
	"resource": {"group": "", "version": "v1", "resource": "pods"},
	"object": {"metadata": {"name": "web"}, "spec": spec},
}

test_a_host_name_is_found if {
	count(policy.findings) == 1 with input.review as review({"hostname": "web"})
}

test_no_host_name_is_right if {
	count(policy.findings) == 0 with input.review as review({"containers": []})
}
