package yunzhi.policies.sec_015

import data.yunzhi.lib

external_service if {
	object_kind == "Service"
	spec.type == "LoadBalancer"
	not object.get(spec, "loadBalancerClass", "") in parameters.internalClasses
}

bare_service if {
	object_kind == "Service"
	spec.type == "NodePort"
}

bare_service if {
	object_kind == "Service"
	count(spec.externalIPs) > 0
}

exposed if external_service

exposed if bare_service

findings contains lib.violation(
	"$.spec.type",
	"a node port or external address cannot restrict its sources: use an Ingress or a LoadBalancer with loadBalancerSourceRanges",
	"节点端口或外部地址无法限制来源：请使用 Ingress 或带 loadBalancerSourceRanges 的 LoadBalancer",
) if {
	bare_service
}

findings contains lib.violation(
	"$.spec.loadBalancerSourceRanges",
	"the load balancer takes every source: loadBalancerSourceRanges must list ranges, not 0.0.0.0/0 or ::/0",
	"负载均衡接受任意来源：loadBalancerSourceRanges 必须列出网段，不得为 0.0.0.0/0 或 ::/0",
) if {
	external_service
	not restricted(object.get(spec, "loadBalancerSourceRanges", []))
}

findings contains lib.violation(
	sprintf("$.spec.ports[%d]", [index]),
	sprintf("port %d is not known to speak TLS: its appProtocol must be one of %s, or its number one of %v", numbers),
	sprintf("端口 %d 未声明使用 TLS：appProtocol 必须为 %s 之一，或端口号为 %v 之一", numbers),
) if {
	external_service
	some index, port in spec.ports
	not port.port in parameters.tlsPorts
	not object.get(port, "appProtocol", "") in parameters.tlsProtocols
	numbers := [port.port, concat(", ", parameters.tlsProtocols), parameters.tlsPorts]
}
