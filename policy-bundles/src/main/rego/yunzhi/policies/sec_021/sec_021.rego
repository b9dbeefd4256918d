# METADATA
# title: Cryptography that holds
# description: >-
#   Ingresses and Services whose annotations ask for TLS below 1.2 or for an algorithm that failed, and
#   tenants of a high protection level whose cryptography was not assessed of late. Keys, certificates
#   and what a program speaks by itself are not judged: no review shows them.
# custom:
#   id: SEC-021
#   titleZh: 密码合规
#   descriptionZh: >-
#     注解要求 TLS 1.2 以下版本或者不合规算法的 Ingress 和 Service；以及近期没有通过密码应用安全性评估的高等级租户。
#     密钥、证书以及程序自身使用的协议不作判断，因为审查请求中没有这些内容。
#   remedy: >-
#     Leave out the protocol or cipher that the finding names; have the cryptography assessed and give the
#     day in spec.compliance.cryptographyAssessedOn.
#   remedyZh: 删除结果中指出的协议或算法；完成密评并将日期填入 spec.compliance.cryptographyAssessedOn。
#   effect: Deny
#   kinds: [Ingress, Service, TenantRequest, Tenant]
#   clauses:
#     - {standard: GB/T 39786, edition: "2021", clause: 密码算法与通信安全, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       protocolAnnotations:
#         type: array
#         items: {type: string}
#         description: Annotations that list protocols. The default is what ingress-nginx goes by.
#       cipherAnnotations:
#         type: array
#         items: {type: string}
#         description: Annotations that list ciphers, as OpenSSL or IANA names them. The default is what ingress-nginx goes by.
#       failedValues:
#         type: object
#         additionalProperties: {type: array, items: {type: string}}
#         description: >-
#           Values of annotations that come to TLS below 1.2, by annotation. The default is what Alibaba
#           Cloud's load balancers go by.
#       failedProtocols:
#         type: array
#         items: {type: string}
#         description: Protocols below TLS 1.2.
#       failedAlgorithms:
#         type: array
#         items: {type: string}
#         description: >-
#           Parts of ciphers' names that fail: MD5, SHA-1, DES, 3DES and RC4 by GB/T 39786, and what does
#           not encrypt or authenticate at all.
#       assessedFromLevel:
#         type: integer
#         minimum: 1
#         maximum: 5
#         description: Protection level from which cryptography is assessed (密评); 5 is never.
#       assessedDays:
#         type: integer
#         minimum: 1
#         description: Days for which an assessment counts.
package yunzhi.policies.sec_021

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_021
