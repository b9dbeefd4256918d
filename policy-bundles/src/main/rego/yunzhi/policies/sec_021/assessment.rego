package yunzhi.policies.sec_021

import data.yunzhi.lib

due if lib.tenant_request

due if lib.standing_tenant

path := "$.spec.compliance.cryptographyAssessedOn"

assessed_on := lib.requested.compliance.cryptographyAssessedOn

age := lib.days_since(assessed_on)

findings contains object.union({"effect": "Warn"}, lib.violation(
	path,
	sprintf("the cryptography was never assessed, and protection level %d takes it: spec.compliance.cryptographyAssessedOn must be the day of the assessment", [lib.level]),
	sprintf("尚未进行密评，而安全保护等级 %d 级要求密评：必须在 spec.compliance.cryptographyAssessedOn 中填写评估日期", [lib.level]),
)) if {
	due
	lib.level >= parameters.assessedFromLevel
	not age
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	path,
	sprintf("the cryptography was assessed %d days ago, on %s: have it assessed every %d days", numbers),
	sprintf("密评已过去 %d 天（%s）：每 %d 天应评估一次", numbers),
)) if {
	due
	lib.level >= parameters.assessedFromLevel
	age > parameters.assessedDays
	numbers := [age, assessed_on, parameters.assessedDays]
}
