# METADATA
# title: Containers are not privileged
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-001
#   titleZh: 特权容器
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_001

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.container_violation(
	container,
	"securityContext.privileged",
	"is privileged: privileged must be false",
	"是特权容器：privileged 必须为 false",
) if {
	some container in lib.containers
	container.spec.securityContext.privileged == true
}
