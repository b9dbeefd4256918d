# METADATA
# title: No tenant is above the protection level of its cloud
# description: >-
#   Requests and tenants whose protection level is above that of the cloud that they are placed on, or
#   is not known.
# custom:
#   id: SEC-011
#   titleZh: 平台等级
#   descriptionZh: 安全保护等级高于所在云平台，或者等级不明的申请和租户。
#   remedy: Ask for a level that the cloud has, or for a cloud of the level.
#   remedyZh: 申请云平台具备的等级，或者申请具备该等级的云平台。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 云计算安全扩展要求（平台等级）, level: 2, confirmed: true}
package yunzhi.policies.sec_011

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

judged if lib.tenant_request

judged if lib.tenant

findings contains lib.violation(
	"$.spec.protectionLevel",
	"the protection level is not set: spec.protectionLevel must be 1, 2, 3 or 4",
	"没有填写安全保护等级：spec.protectionLevel 必须为 1、2、3 或 4",
) if {
	judged
	not level
}

findings contains lib.violation(
	"$.spec.protectionLevel",
	"the protection level of the cloud is not known, so nothing can be placed on it: its Cloud must name one",
	"云平台的安全保护等级不明，不能承载任何业务：必须先登记云平台的等级",
) if {
	judged
	not cloud_level
}

findings contains lib.violation(
	"$.spec.protectionLevel",
	sprintf("level %d is above level %d of cloud %q: spec.protectionLevel must be %d or lower", numbers),
	sprintf("等级 %d 高于云平台的等级 %d（云平台 %q）：spec.protectionLevel 不得高于 %d", numbers),
) if {
	judged
	level > cloud_level
	numbers := [level, cloud_level, object.get(input.context.cloud, "name", ""), cloud_level]
}

level := lib.requested.protectionLevel

cloud_level := input.context.cloud.protectionLevel
