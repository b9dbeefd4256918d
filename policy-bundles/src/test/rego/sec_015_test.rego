package yunzhi.policies.sec_015_test

import data.yunzhi.fixtures

approvals := [
	{"namespace": "tax-web", "kind": "Service", "name": "web", "reference": "1"},
	{"namespace": "tax-web", "kind": "Ingress", "name": "web", "reference": "1"},
]

judged(given) := places if {
	places := fixtures.found("sec_015", given) with data.parameters.sec_015.approvals as approvals
}

service(spec) := fixtures.create("", "Service", fixtures.object(spec))

balancer := {
	"type": "LoadBalancer",
	"ports": [{"port": 443}, {"port": 9443, "appProtocol": "https"}],
	"loadBalancerSourceRanges": ["198.51.100.0/24"],
}

balancer_with(patches) := service(json.patch(balancer, patches))

test_a_service_within_the_cluster_passes if {
	judged(service({"type": "ClusterIP", "ports": [{"port": 80}]})) == set()
	judged(service({"ports": [{"port": 80}], "externalIPs": []})) == set()
}

test_an_approved_encrypted_restricted_balancer_passes if judged(service(balancer)) == set()

test_without_approval if {
	fixtures.found("sec_015", service(balancer)) == {"$.metadata.name"}
}

test_an_approval_is_for_one_object if {
	every change in [
		{"op": "replace", "path": "/review/namespace", "value": "tax-data"},
		{"op": "replace", "path": "/review/object/metadata/name", "value": "other"},
	] {
		"$.metadata.name" in judged(json.patch(service(balancer), [change]))
	}
	others := [approvals[1]]
	fixtures.found("sec_015", service(balancer)) == {"$.metadata.name"} with data.parameters.sec_015.approvals as others
}

test_a_balancer_without_source_ranges if {
	field := {"$.spec.loadBalancerSourceRanges"}
	judged(balancer_with([{"op": "remove", "path": "/loadBalancerSourceRanges"}])) == field
	every range in ["0.0.0.0/0", "::/0"] {
		judged(balancer_with([{"op": "add", "path": "/loadBalancerSourceRanges/-", "value": range}])) == field
	}
}

test_a_balancer_with_a_plain_port if {
	given := balancer_with([{"op": "add", "path": "/ports/-", "value": {"port": 80}}])
	judged(given) == {"$.spec.ports[2]"}
}

test_an_internal_balancer_passes if {
	given := service({"type": "LoadBalancer", "loadBalancerClass": "internal", "ports": [{"port": 80}]})
	judged(given) == set() with data.parameters.sec_015.internalClasses as ["internal"]
	judged(given) != set()
}

test_node_ports_and_external_addresses_are_denied if {
	judged(service({"type": "NodePort", "ports": [{"port": 443}]})) == {"$.spec.type"}
	judged(service({"type": "ClusterIP", "externalIPs": ["198.51.100.1"]})) == {"$.spec.type"}
}

annotation := "nginx.ingress.kubernetes.io/whitelist-source-range"

ingress := {
	"metadata": {"name": "web", "annotations": {annotation: "198.51.100.0/24, 203.0.113.0/24"}},
	"spec": {
		"tls": [{"hosts": ["tax.gov.example", "*.pay.gov.example"], "secretName": "tls"}],
		"rules": [{"host": "tax.gov.example"}, {"host": "a.pay.gov.example"}, {"http": {}}],
	},
}

ingress_with(patches) := judged(fixtures.create("networking.k8s.io", "Ingress", json.patch(ingress, patches)))

test_an_approved_encrypted_restricted_ingress_passes if ingress_with([]) == set()

test_an_ingress_without_approval if {
	fixtures.found("sec_015", fixtures.create("networking.k8s.io", "Ingress", ingress)) == {"$.metadata.name"}
}

test_an_ingress_without_tls if {
	ingress_with([{"op": "remove", "path": "/spec/tls"}]) == {"$.spec.tls"}
}

test_a_host_without_tls if {
	host := [{"op": "add", "path": "/spec/rules/-", "value": {"host": "a.b.pay.gov.example"}}]
	ingress_with(host) == {"$.spec.rules[3].host"}
}

test_a_certificate_for_every_host if {
	ingress_with([{"op": "replace", "path": "/spec/tls", "value": [{"secretName": "tls"}]}]) == set()
}

test_an_ingress_without_source_ranges if {
	ingress_with([{"op": "remove", "path": "/metadata/annotations"}]) == {"$.metadata.annotations"}
	every value in ["", "0.0.0.0/0", "198.51.100.0/24,::/0", "198.51.100.0/24,"] {
		ingress_with([{"op": "replace", "path": "/metadata/annotations", "value": {annotation: value}}]) == {"$.metadata.annotations"}
	}
}

test_an_internal_ingress_passes if {
	given := fixtures.create("networking.k8s.io", "Ingress", fixtures.object({"ingressClassName": "internal"}))
	fixtures.found("sec_015", given) == set() with data.parameters.sec_015.internalClasses as ["internal"]
}

test_only_a_change_is_judged if {
	bare := json.remove(ingress, ["metadata/annotations"])
	judged(fixtures.update("networking.k8s.io", "Ingress", bare, bare)) == set()
	judged(fixtures.update("networking.k8s.io", "Ingress", ingress, bare)) == {"$.metadata.annotations"}
	opened := json.remove(ingress, ["spec/tls"])
	judged(fixtures.update("networking.k8s.io", "Ingress", ingress, opened)) == {"$.spec.tls"}
}

test_other_kinds_are_not_judged if {
	judged(fixtures.create("", "Pod", fixtures.object(balancer))) == set()
	status := json.patch(service(balancer), [{"op": "add", "path": "/review/subResource", "value": "status"}])
	fixtures.found("sec_015", status) == set()
}

widest(exposure, given) := places if {
	places := judged(json.patch(given, [{"op": "add", "path": "/context/bounds", "value": {"exposure": exposure}}]))
}

test_nothing_opens_more_than_the_department_may if {
	outside := service(balancer)
	inside := service({"type": "LoadBalancer", "loadBalancerClass": "internal", "ports": [{"port": 80}]})
	web := fixtures.create("networking.k8s.io", "Ingress", json.patch(ingress, [{"op": "add", "path": "/spec/ingressClassName", "value": "internal"}]))
	closed := service({"type": "ClusterIP", "ports": [{"port": 80}]})
	internal := ["internal"]
	every entry in [
		["Internet", outside, set()],
		["Internal", outside, {"$.spec"}],
		["None", outside, {"$.spec"}],
		["Internal", inside, set()],
		["None", inside, {"$.spec"}],
		["Internal", web, set()],
		["None", web, {"$.spec"}],
		["None", closed, set()],
	] {
		widest(entry[0], entry[1]) == entry[2] with data.parameters.sec_015.internalClasses as internal
	}
}
