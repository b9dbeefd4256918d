package yunzhi.policies.iso_006_test

import data.yunzhi.fixtures

found(given) := fixtures.found("iso_006", given)

alias(name) := found(fixtures.create("", "Service", fixtures.object({"type": "ExternalName", "externalName": name})))

test_another_name_for_what_is_within_reach_passes if {
	every name in ["www.gov.example", "web.tax-data.svc.cluster.local", "db-0.db.tax-data.svc.cluster.local", "a"] {
		alias(name) == set()
	}
}

test_another_name_for_a_service_of_others_is_denied if {
	every name in [
		"web.health-web.svc",
		"web.health-web.SVC.cluster.local.",
		"10-0-0-1.health-web.pod.cluster.local",
		"db-0.db.health-web.svc.cluster.local",
	] {
		alias(name) == {"$.spec.externalName"}
	}
}

test_shared_namespaces_are_within_reach if {
	alias("web.shared.svc") == set() with data.parameters.iso_006.sharedNamespaces as ["shared"]
}

binding(namespace) := {
	"metadata": {"name": "web"},
	"subjects": [{"kind": "User", "name": "a"}, {"kind": "ServiceAccount", "name": "b", "namespace": namespace}],
}

group := "rbac.authorization.k8s.io"

test_binding_an_account_of_others_is_denied if {
	found(fixtures.create(group, "RoleBinding", binding("tax-data"))) == set()
	found(fixtures.create(group, "RoleBinding", binding("health-web"))) == {"$.subjects[1].namespace"}
	old := binding("health-web")
	found(fixtures.update(group, "RoleBinding", old, old)) == set()
}

gateway := "gateway.networking.k8s.io"

route(spec) := found(fixtures.create(gateway, "HTTPRoute", fixtures.object(spec)))

test_routes_that_cross_tenants_are_denied if {
	route({"parentRefs": [{"name": "g"}, {"name": "g", "namespace": "tax-data"}]}) == set()
	route({"parentRefs": [{"name": "g", "namespace": "health-web"}]}) == {"$.spec.parentRefs[0].namespace"}
	backends := [{"name": "a"}, {"name": "b", "namespace": "health-web"}]
	route({"rules": [{"backendRefs": backends}]}) == {"$.spec.rules[0].backendRefs[1].namespace"}
}

grant(namespace) := found(fixtures.create(gateway, "ReferenceGrant", fixtures.object({"from": [{"namespace": namespace}]})))

test_grants_to_others_are_denied if {
	grant("tax-data") == set()
	grant("health-web") == {"$.spec.from[0].namespace"}
}

key := "nginx.ingress.kubernetes.io/auth-secret"

ingress(value) := {"metadata": {"name": "web", "annotations": {key: value}}, "spec": {}}

created(value) := found(fixtures.create("networking.k8s.io", "Ingress", ingress(value)))

test_secrets_of_others_are_denied if {
	created("own") == set()
	created("tax-data/own") == set()
	created("health-web/theirs") == {sprintf("$.metadata.annotations[%q]", [key])}
	theirs := ingress("health-web/theirs")
	found(fixtures.update("networking.k8s.io", "Ingress", theirs, theirs)) == set()
}
