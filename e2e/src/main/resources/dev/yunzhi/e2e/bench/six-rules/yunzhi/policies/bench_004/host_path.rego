# METADATA
# title: Pods mount nothing of their node
# description: One of the six rules that benchmarks compare engines by.
# custom:
#   id: BENCH-004
#   titleZh: 主机路径
#   descriptionZh: 用于比较引擎性能的六条规则之一。
#   remedy: See the message.
#   remedyZh: 见提示。
#   effect: Deny
#   kinds: [Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   clauses: []
package yunzhi.policies.bench_004

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

findings contains lib.pod_violation(
	sprintf(".volumes[%d].hostPath", [index]),
	sprintf("volume %q is a path of the node: it must be of another kind", [volume.name]),
	sprintf("卷 %q 是节点路径：必须使用其他类型", [volume.name]),
) if {
	some index, volume in lib.pod.spec.volumes
	volume.hostPath
}
