package yunzhi.policies.iso_003_test

import data.yunzhi.fixtures

bounds := {
	"serviceTypes": ["ClusterIP", "LoadBalancer"],
	"loadBalancerRanges": ["198.51.100.0/24"],
	"externalIPs": ["203.0.113.0/25", "2001:db8::/32"],
}

service(spec) := fixtures.create("", "Service", fixtures.object(spec))

found(spec) := fixtures.found("iso_003", json.patch(service(spec), [{
	"op": "add",
	"path": "/context/bounds",
	"value": bounds,
}]))

test_types_of_the_department_pass if {
	found({}) == set()
	found({"type": "LoadBalancer"}) == set()
	fixtures.found("iso_003", service({"type": "NodePort"})) == set()
}

test_another_type_is_denied if {
	found({"type": "NodePort"}) == {"$.spec.type"}
	found({"type": "ExternalName"}) == {"$.spec.type"}
}

test_addresses_of_the_department_pass if {
	found({"externalIPs": ["203.0.113.1", "2001:db8::1"]}) == set()
	found({"type": "LoadBalancer", "loadBalancerIP": "198.51.100.9"}) == set()
	found({"type": "LoadBalancer", "loadBalancerIP": ""}) == set()
	fixtures.found("iso_003", service({"externalIPs": ["192.0.2.1"]})) == set()
}

test_other_addresses_are_denied if {
	found({"externalIPs": ["203.0.113.1", "203.0.113.200"]}) == {"$.spec.externalIPs[1]"}
	found({"externalIPs": ["198.51.100.9"]}) == {"$.spec.externalIPs[0]"}
	found({"type": "LoadBalancer", "loadBalancerIP": "203.0.113.1"}) == {"$.spec.loadBalancerIP"}
}
