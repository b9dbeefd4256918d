# METADATA
# title: Images are pulled each time
# description: >-
#   Pods that would run an image which lies on the node already, without asking the registry whether their
#   tenant may have it.
# custom:
#   id: ISO-007
#   titleZh: 总是拉取镜像
#   descriptionZh: 直接使用节点上已有镜像、而不向镜像仓库核实本租户是否有权使用的 Pod。
#   remedy: Leave imagePullPolicy out, or set it to Always.
#   remedyZh: 不填写 imagePullPolicy，或将其设为 Always。
#   effect: Deny
#   kinds: [Pod]
#   clauses:
#     - {standard: Multi-Tenancy Benchmarks, clause: Require image pull always, confirmed: true}
package yunzhi.policies.iso_007

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

# Templates are left alone: admission changes IfNotPresent, which Kubernetes fills in by itself, to
# Always in the Pods that they make.
findings contains lib.container_violation(
	container,
	"imagePullPolicy",
	sprintf("has imagePullPolicy %s, so it may run an image that another tenant pulled: it must be Always", [policy]),
	sprintf("的 imagePullPolicy 为 %s，可能运行其他租户拉取的镜像：必须为 Always", [policy]),
) if {
	lib.kind == "/Pod"
	some container in lib.containers
	policy := container.spec.imagePullPolicy
	policy != "Always"
}
