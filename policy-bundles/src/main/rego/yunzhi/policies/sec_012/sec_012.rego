# METADATA
# title: What is in production is filed and tested
# description: >-
#   Production requests and tenants of protection level 2 up without a filing number for classified
#   protection, and those whose last test lies too far back for their level.
# custom:
#   id: SEC-012
#   titleZh: 等保备案
#   descriptionZh: 没有等保备案编号的二级及以上生产环境申请和租户，以及最近一次等级测评超过其等级规定周期的申请和租户。
#   remedy: >-
#     File the system and give the number in spec.compliance.filingNumber; have it tested and give the day
#     in spec.compliance.testedOn.
#   remedyZh: 办理等保备案并填写 spec.compliance.filingNumber；完成等级测评并填写 spec.compliance.testedOn。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: GB/T 22239, edition: "2019", clause: 安全建设管理（定级和备案）, level: 2, confirmed: false}
#     - {standard: GB/T 28448, edition: "2019", clause: 等级测评周期, level: 2, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       fromLevel:
#         type: integer
#         minimum: 1
#         maximum: 5
#         description: Protection level from which a system is filed; 5 is never.
#       testDays:
#         type: object
#         additionalProperties: {type: integer, minimum: 1}
#         description: >-
#           Days for which a test counts, by protection level: a year at 3, half a year at 4, about two
#           years at 2. A level that is not here needs none.
package yunzhi.policies.sec_012

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.sec_012

findings contains lib.violation(
	"$.spec.compliance.filingNumber",
	sprintf("production of protection level %d is not filed: spec.compliance.filingNumber must be the number of the filing", [lib.level]),
	sprintf("安全保护等级 %d 级的生产系统没有备案：必须在 spec.compliance.filingNumber 中填写等保备案编号", [lib.level]),
) if {
	lib.asks_for({"environment", "protectionLevel", "compliance"})
	lib.production
	lib.level >= parameters.fromLevel
	lib.missing(lib.requested, ["compliance", "filingNumber"])
}

due if lib.tenant_request

due if lib.standing_tenant

longest := parameters.testDays[format_int(lib.level, 10)]

tested_on := lib.requested.compliance.testedOn

age := lib.days_since(tested_on)

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.compliance.testedOn",
	sprintf("production of protection level %d was never tested: spec.compliance.testedOn must be the day of its test", [lib.level]),
	sprintf("安全保护等级 %d 级的生产系统没有等级测评记录：必须在 spec.compliance.testedOn 中填写测评日期", [lib.level]),
)) if {
	due
	lib.production
	longest
	not age
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.compliance.testedOn",
	sprintf("the last test was %d days ago, on %s: protection level %d is tested every %d days", numbers),
	sprintf("最近一次等级测评已过去 %d 天（%s）：%d 级系统每 %d 天应测评一次", numbers),
)) if {
	due
	lib.production
	age > longest
	numbers := [age, tested_on, lib.level, longest]
}
