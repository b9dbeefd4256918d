package yunzhi.policies.iso_002_test

import data.yunzhi.fixtures

bounds := {"hosts": ["tax.gov.example", "*.pay.gov.example"], "ingressClasses": ["inner", "outer"]}

bounded(given, patch) := fixtures.found("iso_002", json.patch(given, [{
	"op": "add",
	"path": "/context/bounds",
	"value": object.union(bounds, patch),
}]))

found(given) := bounded(given, {})

ingress(spec) := fixtures.create("networking.k8s.io", "Ingress", fixtures.object(spec))

route(spec) := fixtures.create("gateway.networking.k8s.io", "HTTPRoute", fixtures.object(spec))

gateway(spec) := fixtures.create("gateway.networking.k8s.io", "Gateway", fixtures.object(spec))

host(name) := ingress({"ingressClassName": "inner", "rules": [{"host": name}]})

test_a_host_of_the_department_passes if {
	every name in ["tax.gov.example", "a.pay.gov.example", "a.b.pay.gov.example", "*.pay.gov.example"] {
		found(host(name)) == set()
	}
	fixtures.found("iso_002", host("any.example")) == set()
}

test_another_host_is_denied if {
	every name in ["gov.example", "pay.gov.example", "*.gov.example", "evilpay.gov.example", "b.tax.gov.example"] {
		found(host(name)) == {"$.spec.rules[0].host"}
	}
	tls := ingress({"ingressClassName": "inner", "tls": [{"hosts": ["tax.gov.example", "other.example"]}]})
	found(tls) == {"$.spec.tls[0].hosts[1]"}
	found(route({"hostnames": ["tax.gov.example", "other.example"]})) == {"$.spec.hostnames[1]"}
	listeners := [{"hostname": "tax.gov.example"}, {"hostname": "other.example"}]
	found(gateway({"gatewayClassName": "inner", "listeners": listeners})) == {"$.spec.listeners[1].hostname"}
}

test_what_names_no_host_is_denied if {
	found(ingress({"ingressClassName": "inner", "rules": [{"http": {}}]})) == {"$.spec.rules[0].host"}
	found(ingress({"ingressClassName": "inner", "defaultBackend": {"service": {}}})) == {"$.spec.defaultBackend"}
	found(route({})) == {"$.spec.hostnames"}
	found(gateway({"gatewayClassName": "inner", "listeners": [{"port": 80}]})) == {"$.spec.listeners[0].hostname"}
}

test_a_host_of_another_tenant_is_denied if {
	held := json.patch(host("tax.gov.example"), [{
		"op": "add",
		"path": "/context/hostHolders",
		"value": [{"asked": "tax.gov.example", "host": "*.gov.example", "tenant": "health"}],
	}])
	found(held) == {"$.spec.rules[0].host"}
	others := json.patch(held, [{"op": "replace", "path": "/context/hostHolders/0/asked", "value": "b.example"}])
	found(others) == set()
}

test_a_class_of_the_department_passes if {
	found(ingress({"ingressClassName": "outer"})) == set()
	found(gateway({"gatewayClassName": "outer"})) == set()
	found(route({"hostnames": ["tax.gov.example"]})) == set()
}

test_another_class_is_denied if {
	found(ingress({"ingressClassName": "other"})) == {"$.spec.ingressClassName"}
	found(ingress({})) == {"$.spec.ingressClassName"}
	found(gateway({"gatewayClassName": "other"})) == {"$.spec.gatewayClassName"}
}

annotated(class, spec) := json.patch(ingress(spec), [{
	"op": "add",
	"path": "/review/object/metadata/annotations",
	"value": {"kubernetes.io/ingress.class": class},
}])

test_a_class_in_an_annotation_is_judged if {
	found(annotated("inner", {})) == set()
	place := `$.metadata.annotations["kubernetes.io/ingress.class"]`
	found(annotated("other", {})) == {place}
	found(annotated("other", {"ingressClassName": "inner"})) == {place}
	found(annotated("inner", {"ingressClassName": "other"})) == {"$.spec.ingressClassName"}
}

test_a_department_that_opens_nothing_has_no_gateways if {
	closed := {"exposure": "None"}
	bounded(route({"hostnames": ["tax.gov.example"]}), closed) == {"$.kind"}
	bounded(gateway({"gatewayClassName": "inner"}), closed) == {"$.kind"}
	bounded(host("tax.gov.example"), closed) == set()
}

test_what_stands_is_not_judged_again if {
	old := fixtures.object({"ingressClassName": "inner", "rules": [{"host": "other.example"}, {}]})
	found(fixtures.update("networking.k8s.io", "Ingress", old, old)) == set()
	found(fixtures.create("", "Pod", old)) == set()
}
