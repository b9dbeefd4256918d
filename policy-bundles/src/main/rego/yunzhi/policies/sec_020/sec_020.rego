# METADATA
# title: What needs protection lies encrypted
# description: >-
#   Claims of volumes by tenants of a high protection level, or with important or core data, of a storage
#   class that is not known to encrypt. Claims within workloads are judged when Kubernetes makes them.
# custom:
#   id: SEC-020
#   titleZh: 存储加密
#   descriptionZh: >-
#     高安全保护等级租户或者存有重要数据、核心数据的租户，使用不能确认加密的存储类的存储声明；工作负载中的声明在创建时判断。
#   remedy: >-
#     Set storageClassName to a class that encrypts; the security team enters classes that do so by
#     themselves in the parameters.
#   remedyZh: 将 storageClassName 设为加密的存储类；自身加密的存储类由安全管理员登记到参数中。
#   effect: Deny
#   kinds: [PersistentVolumeClaim]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全计算环境（数据保密性）, level: 3, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       fromLevel:
#         type: integer
#         minimum: 1
#         maximum: 5
#         description: Protection level from which volumes are encrypted whatever the data; 5 is never.
#       encryptedClasses:
#         type: array
#         items: {type: string}
#         description: Storage classes that encrypt without saying so, entered by the security team. None by default.
#       encryptionParameters:
#         type: object
#         additionalProperties: {type: array, items: {type: string}}
#         description: >-
#           Values of a storage class's parameters that make it encrypt, by parameter. The default is what
#           the CSI drivers of Ceph, Alibaba Cloud and AWS go by.
package yunzhi.policies.sec_020

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_020

claim := input.review.object.spec if {
	lib.kind == "/PersistentVolumeClaim"
	lib.written
	lib.main_resource
	lib.differs("storageClassName")
}

findings contains lib.violation(
	"$.spec.storageClassName",
	sprintf("%s is not known to encrypt, and %s: storageClassName must be a class that encrypts%s", [class, reason.en, known.en]),
	sprintf("%s不能确认加密，而%s：storageClassName 必须为加密的存储类%s", [class_zh, reason.zh, known.zh]),
) if {
	claim
	reason
	not encrypts
}

reason := {
	"en": sprintf("its tenant has protection level %d", [lib.tenant_level]),
	"zh": sprintf("所属租户的安全保护等级为 %d 级", [lib.tenant_level]),
} if {
	lib.tenant_level >= parameters.fromLevel
} else := {
	"en": sprintf("its tenant holds data of class %s", [lib.tenant_data_class]),
	"zh": sprintf("所属租户存有 %s 类数据", [lib.tenant_data_class]),
} if {
	lib.tenant_data_class in lib.weighty_data
}

encrypts if claim.storageClassName in parameters.encryptedClasses

encrypts if {
	some name, values in parameters.encryptionParameters
	input.context.storageClass.parameters[name] in values
}

name := object.get(claim, "storageClassName", "")

class := sprintf("storage class %q", [name]) if name != ""

class := "a claim without a storage class" if name == ""

class_zh := sprintf("存储类 %q ", [name]) if name != ""

class_zh := "没有存储类的声明" if name == ""

known := {
	"en": sprintf(", such as %s", [concat(", ", parameters.encryptedClasses)]),
	"zh": sprintf("，例如 %s", [concat("、", parameters.encryptedClasses)]),
} if {
	count(parameters.encryptedClasses) > 0
}

known := {"en": "", "zh": ""} if count(parameters.encryptedClasses) == 0
