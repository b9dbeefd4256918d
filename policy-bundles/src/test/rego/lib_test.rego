package yunzhi.lib_test

import data.yunzhi.fixtures
import data.yunzhi.lib

bad := json.patch(fixtures.pod_spec, [{"op": "add", "path": "/hostPID", "value": true}])

templates := [
	{"group": "", "kind": "Pod", "path": []},
	{"group": "", "kind": "ReplicationController", "path": ["spec", "template"]},
	{"group": "apps", "kind": "DaemonSet", "path": ["spec", "template"]},
	{"group": "apps", "kind": "Deployment", "path": ["spec", "template"]},
	{"group": "apps", "kind": "ReplicaSet", "path": ["spec", "template"]},
	{"group": "apps", "kind": "StatefulSet", "path": ["spec", "template"]},
	{"group": "batch", "kind": "Job", "path": ["spec", "template"]},
	{"group": "batch", "kind": "CronJob", "path": ["spec", "jobTemplate", "spec", "template"]},
]

# An object with the template at the path, and something beside it.
workload([], template, _) := template

workload(["spec", "template"], template, replicas) := {
	"metadata": {"name": "web"},
	"spec": {"replicas": replicas, "template": template},
}

workload(["spec", "jobTemplate", "spec", "template"], template, replicas) := {
	"metadata": {"name": "web"},
	"spec": {"replicas": replicas, "jobTemplate": {"spec": {"template": template}}},
}

test_every_kind_of_workload_is_judged_where_its_template_stands if {
	every case in templates {
		made := workload(case.path, fixtures.object(bad), 1)
		path := concat(".", array.concat(["$"], array.concat(case.path, ["spec", "hostPID"])))
		fixtures.found("sec_016", fixtures.create(case.group, case.kind, made)) == {path}
	}
}

test_an_unchanged_template_is_not_judged_again if {
	every case in templates {
		old := workload(case.path, fixtures.object(bad), 1)
		scaled := workload(case.path, fixtures.object(bad), 2)
		fixtures.found("sec_016", fixtures.update(case.group, case.kind, old, scaled)) == set()
	}
}

test_a_changed_template_is_judged if {
	every case in templates {
		old := workload(case.path, fixtures.object(fixtures.pod_spec), 1)
		made := workload(case.path, fixtures.object(bad), 1)
		count(fixtures.found("sec_016", fixtures.update(case.group, case.kind, old, made))) == 1
	}
}

test_another_kind_is_not_judged if {
	fixtures.found("sec_016", fixtures.create("", "ConfigMap", fixtures.object(bad))) == set()
}

test_deletion_is_not_judged if {
	given := json.patch(fixtures.create_pod(bad), [
		{"op": "replace", "path": "/review/operation", "value": "DELETE"},
		{"op": "replace", "path": "/review/object", "value": null},
		{"op": "add", "path": "/review/oldObject", "value": fixtures.object(bad)},
	])
	fixtures.found("sec_016", given) == set()
}

test_an_object_on_its_way_out_is_not_judged if {
	given := json.patch(fixtures.create_pod(bad), [{
		"op": "add",
		"path": "/review/object/metadata/deletionTimestamp",
		"value": "2026-11-24T08:00:00Z",
	}])
	fixtures.found("sec_016", given) == set()
}

subresource(name) := json.patch(
	fixtures.update("", "Pod", fixtures.object(fixtures.pod_spec), fixtures.object(bad)),
	[{"op": "add", "path": "/review/subResource", "value": name}],
)

test_ephemeral_containers_are_judged if {
	count(fixtures.found("sec_016", subresource("ephemeralcontainers"))) == 1
}

test_other_subresources_are_not_judged if {
	fixtures.found("sec_016", subresource("status")) == set()
}

test_containers_of_all_sorts_have_paths if {
	given := fixtures.create_pod({
		"containers": [{"name": "a"}],
		"initContainers": [{"name": "b"}, {"name": "c"}],
		"ephemeralContainers": [{"name": "d"}],
	})
	paths := {lib.container_path(container) | some container in lib.containers} with input as given
	paths == {
		"$.spec.containers[0]",
		"$.spec.initContainers[0]",
		"$.spec.initContainers[1]",
		"$.spec.ephemeralContainers[0]",
	}
}

test_what_is_empty_is_missing if {
	every value in [null, "", " \t", {}] {
		lib.missing({"a": {"b": value}}, ["a", "b"])
	}
	lib.missing({}, ["a", "b"])
}

test_what_is_there_is_not_missing if {
	every value in ["x", 0, false, {"c": 1}] {
		not lib.missing({"a": {"b": value}}, ["a", "b"])
	}
}

test_a_change_of_no_tenant_is_not_judged if {
	not lib.tenant_request with input as fixtures.create_request({"type": "Change", "tenantName": "x"})
	lib.tenant_request with input as fixtures.change_request(fixtures.request_spec, {}, [])
}

test_an_end_is_no_request_for_a_tenant if {
	given := fixtures.create_request({"type": "End", "tenantName": "x"})
	not lib.tenant_request with input as given
	lib.end_request with input as given
	not lib.end_request with input as fixtures.create_request(fixtures.request_spec)
}

test_a_change_is_judged_laid_over_its_tenant if {
	lib.requested == fixtures.request_spec with input as fixtures.change_request(fixtures.request_spec, {}, [])
	lib.requested == {"purpose": "p"} with input as fixtures.create_request({"purpose": "p"})
}
