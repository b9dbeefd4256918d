package yunzhi.policies.sec_013

import data.yunzhi.lib

spec := input.review.object.spec if lib.tenant

findings contains lib.violation(
	"$.spec.nodePool",
	"a tenant of level 4 runs on nodes of its own: spec.nodePool must name its pool",
	"四级租户必须使用独立的节点：spec.nodePool 必须填写其节点池",
) if {
	spec.protectionLevel == 4
	lib.missing(spec, ["nodePool"])
}

findings contains lib.violation(
	"$.spec.nodePool",
	sprintf("pool %q would hold tenants %q and %q, and one of level 4 shares with nobody: name another pool", texts),
	sprintf("节点池 %q 将同时承载租户 %q 和 %q，四级租户不得与他人共用：请填写其他节点池", texts),
) if {
	some other in input.context.poolTenants
	4 in {spec.protectionLevel, other.protectionLevel}
	texts := [spec.nodePool, input.review.object.metadata.name, other.name]
}
