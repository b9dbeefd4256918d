package yunzhi.exceptions_test

import data.yunzhi.exceptions
import data.yunzhi.fixtures

exception := {
	"name": "legacy",
	"namespace": "tax-web",
	"policies": ["SEC-016", "SEC-019"],
	"kinds": ["Pod"],
	"names": ["web"],
	"expiresAt": "2026-11-24T08:00:00.000000001Z",
}

in_force(patches, metadata) := covered if {
	given := json.patch(fixtures.create_pod({}), [
		{"op": "replace", "path": "/context/exceptions", "value": [json.patch(exception, patches)]},
		{"op": "replace", "path": "/review/object/metadata", "value": metadata},
	])
	covered := exceptions.in_force with input as given
}

replaced(field, value) := in_force(
	[{"op": "replace", "path": concat("", ["/", field]), "value": value}],
	{"name": "web"},
)

lifted := {"SEC-016": {"legacy"}, "SEC-019": {"legacy"}}

test_it_covers_its_policies if in_force([], {"name": "web"}) == lifted

test_its_end_is_exclusive if {
	replaced("expiresAt", "2026-11-24T08:00:00Z") == {}
	replaced("expiresAt", "2026-11-24T16:00:00.1+08:00") == lifted
	replaced("expiresAt", "2026-11-24T07:59:59Z") == {}
}

test_without_an_end_it_is_none if {
	in_force([{"op": "remove", "path": "/expiresAt"}], {"name": "web"}) == {}
	replaced("expiresAt", "some day") == {}
}

test_it_covers_its_own_namespace_only if replaced("namespace", "tax-data") == {}

test_it_covers_its_kinds_only if replaced("kinds", ["Deployment"]) == {}

test_it_covers_its_names_only if {
	replaced("names", ["other"]) == {}
	replaced("names", ["we*"]) == lifted
	replaced("names", ["*"]) == lifted
	replaced("names", ["w*b"]) == {}
	replaced("names", ["other*"]) == {}
}

test_a_name_that_is_not_made_up_yet if {
	pattern := [{"op": "replace", "path": "/names", "value": ["web-*"]}]
	in_force(pattern, {"generateName": "web-"}) == lifted
	in_force(pattern, {"name": "", "generateName": "web-"}) == lifted
	in_force([], {}) == lifted
}
