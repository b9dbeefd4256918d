package yunzhi.policies.sec_021_test

import data.yunzhi.fixtures
import data.yunzhi.policies.sec_021

annotated(key, value) := {
	"metadata": {"name": "web", "annotations": {key: value}},
	"spec": {},
}

ciphers := "nginx.ingress.kubernetes.io/ssl-ciphers"

protocols := "nginx.ingress.kubernetes.io/proxy-ssl-protocols"

balancer := "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-tls-cipher-policy"

ingress(key, value) := fixtures.create("networking.k8s.io", "Ingress", annotated(key, value))

messages(given) := texts if {
	texts := {finding.message | some finding in sec_021.findings} with input as given
}

test_what_holds_passes if {
	messages(ingress(ciphers, "ECDHE-RSA-AES128-GCM-SHA256:TLS_SM4_GCM_SM3:!MD5:-RC4-SHA")) == set()
	messages(ingress(protocols, "TLSv1.2 TLSv1.3")) == set()
	messages(fixtures.create("", "Service", annotated(balancer, "tls_cipher_policy_1_2"))) == set()
	messages(ingress("other", "RC4")) == set()
}

test_old_protocols_are_denied if {
	messages(ingress(protocols, "TLSv1 TLSv1.2")) == {`"TLSv1" is TLS below 1.2: leave it out`}
	fixtures.found("sec_021", ingress(protocols, "SSLv3,TLSv1.2")) == {sprintf("$.metadata.annotations[%q]", [protocols])}
	messages(fixtures.create("", "Service", annotated(balancer, "tls_cipher_policy_1_0"))) == {`"tls_cipher_policy_1_0" is TLS below 1.2: leave it out`}
}

test_failed_algorithms_are_denied if {
	every cipher in ["RC4-MD5", "DES-CBC3-SHA", "ECDHE-RSA-AES128-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA256", "aNULL", "kRSA+RC4"] {
		messages(ingress(ciphers, concat("", ["ECDHE-RSA-AES128-GCM-SHA256:", cipher]))) == {sprintf("%q is a failed algorithm: leave it out", [cipher])}
	}
}

test_annotations_from_before_are_not_judged_again if {
	old := annotated(ciphers, "RC4-MD5")
	messages(fixtures.update("networking.k8s.io", "Ingress", old, old)) == set()
	new := annotated(ciphers, "RC4-SHA")
	count(messages(fixtures.update("networking.k8s.io", "Ingress", old, new))) == 1
}

assessed(patches) := fixtures.effects("sec_021", fixtures.request_with(patches))

warned := {["$.spec.compliance.cryptographyAssessedOn", "Warn"]}

day(date) := {"op": "replace", "path": "/compliance/cryptographyAssessedOn", "value": date}

level(value) := {"op": "replace", "path": "/protectionLevel", "value": value}

test_an_assessment_counts_for_a_year if {
	assessed([]) == set()
	assessed([day("2025-11-24")]) == set()
	assessed([day("2025-11-23")]) == warned
	messages(fixtures.request_with([day("2025-11-20")])) == {"the cryptography was assessed 369 days ago, on 2025-11-20: have it assessed every 365 days"}
}

test_without_one_there_is_a_warning if {
	none := {"op": "remove", "path": "/compliance"}
	assessed([none]) == warned
	assessed([none, level(2)]) == set()
	assessed([day("2025-01-01"), level(2)]) == set()
	messages(fixtures.request_with([none])) == {"the cryptography was never assessed, and protection level 3 takes it: spec.compliance.cryptographyAssessedOn must be the day of the assessment"}
	old := json.patch(fixtures.request_spec, [none])
	fixtures.effects("sec_021", fixtures.change_of_tenant(old, [none])) == warned
}
