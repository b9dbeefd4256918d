package yunzhi.policies.sec_021

import data.yunzhi.lib

annotations := input.review.object.metadata.annotations if {
	lib.kind in {"networking.k8s.io/Ingress", "/Service"}
	lib.written
	lib.main_resource
	not unchanged
}

unchanged if {
	input.review.operation == "UPDATE"
	input.review.object.metadata.annotations == input.review.oldObject.metadata.annotations
}

findings contains annotation_violation(key, protocol, {"en": "TLS below 1.2", "zh": "低于 TLS 1.2"}) if {
	some key in parameters.protocolAnnotations
	some protocol in words(annotations[key])
	protocol in parameters.failedProtocols
}

findings contains annotation_violation(key, annotations[key], {"en": "TLS below 1.2", "zh": "低于 TLS 1.2"}) if {
	some key, values in parameters.failedValues
	annotations[key] in values
}

findings contains annotation_violation(key, cipher, {"en": "a failed algorithm", "zh": "不合规算法"}) if {
	some key in parameters.cipherAnnotations
	some cipher in words(annotations[key])
	not excluded(cipher)
	some part in split(replace(replace(upper(cipher), "_", "-"), "+", "-"), "-")
	part in parameters.failedAlgorithms
}

# OpenSSL's lists name what to leave out, too.
excluded(cipher) if startswith(cipher, "!")

excluded(cipher) if startswith(cipher, "-")

words(text) := split(replace(replace(text, ":", " "), ",", " "), " ")

annotation_violation(key, value, what) := lib.violation(
	sprintf("$.metadata.annotations[%q]", [key]),
	sprintf("%q is %s: leave it out", [value, what.en]),
	sprintf("%q 属于%s：请删除", [value, what.zh]),
)
