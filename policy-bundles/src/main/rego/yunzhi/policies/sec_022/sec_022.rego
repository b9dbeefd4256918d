# METADATA
# title: Data has a class and stays where its class lets it
# description: >-
#   Requests without a class of data; requests and tenants on a cloud outside China; agreements that
#   let core or important data flow to a tenant of a lower protection level; and whatever is marked as
#   a state secret: this platform is not for those. A connection carries data both ways, so both ends
#   of a flow are looked at.
# custom:
#   id: SEC-022
#   titleZh: 分类分级
#   descriptionZh: >-
#     没有填写数据类别的申请；位于境外云平台的申请和租户；使核心数据或重要数据流向较低安全保护等级租户的协议；
#     以及任何标有国家秘密标志的对象：本平台不承载涉密信息。连接双向传输数据，因此流的两端均予判断。
#   remedy: >-
#     Set spec.dataClass; choose a cloud in China; raise the level of the lower tenant or leave the flow
#     out; take what is secret to a network that is built for it.
#   remedyZh: 填写 spec.dataClass；选择境内云平台；提高较低一方的安全保护等级或者删除该流向；涉密信息应使用涉密网络。
#   effect: Deny
#   kinds:
#     - TenantRequest
#     - Tenant
#     - Agreement
#     - Pod
#     - Deployment
#     - StatefulSet
#     - DaemonSet
#     - ReplicaSet
#     - ReplicationController
#     - Job
#     - CronJob
#     - PersistentVolumeClaim
#     - Service
#     - Ingress
#   clauses:
#     - {standard: GB/T 43697, edition: "2024", clause: 数据分级（核心、重要、一般）, confirmed: true}
#     - {standard: GB/T 22239, edition: "2019", clause: 云计算安全扩展要求（境内存储）, level: 2, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       regions:
#         type: array
#         items: {type: string}
#         description: Regions in China, or what their names begin with up to a dash. The default is ours.
#       outsideRegions:
#         type: array
#         items: {type: string}
#         description: >-
#           Regions that begin so and where data counts as having left all the same (出境). The default is
#           ours.
#       marks:
#         type: array
#         items: {type: string}
#         description: >-
#           What the mark of a state secret (国家秘密标志) begins with, looked for in names, purposes and
#           annotations. "非涉密" is no such mark.
#       labels:
#         type: object
#         additionalProperties: {type: array, items: {type: string}}
#         description: >-
#           Values of labels and annotations that mark an object as secret, by key. The default is ours.
package yunzhi.policies.sec_022

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_022
