# METADATA
# title: Containers drop all capabilities
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-005
#   titleZh: 能力
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_005

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.container_violation(
	container,
	"securityContext.capabilities.drop",
	"keeps capabilities: drop must hold ALL",
	"保留了能力：drop 必须包含 ALL",
) if {
	some container in lib.containers
	not "ALL" in container.spec.securityContext.capabilities.drop
}

findings contains lib.container_violation(
	container,
	"securityContext.capabilities.add",
	sprintf("adds capability %s: add must be empty", [capability]),
	sprintf("增加了能力 %s：add 必须为空", [capability]),
) if {
	some container in lib.containers
	some capability in container.spec.securityContext.capabilities.add
}
