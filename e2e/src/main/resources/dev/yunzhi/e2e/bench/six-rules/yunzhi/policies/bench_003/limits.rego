# METADATA
# title: Containers have limits
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-003
#   titleZh: 资源上限
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_003

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.container_violation(
	container,
	sprintf("resources.limits.%s", [resource]),
	sprintf("has no limit of %s: it must have one", [resource]),
	sprintf("没有 %s 上限：必须设置", [resource]),
) if {
	some container in lib.containers
	some resource in data.parameters.bench_003.resources
	not container.spec.resources.limits[resource]
}
