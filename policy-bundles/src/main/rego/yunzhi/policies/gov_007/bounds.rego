package yunzhi.policies.gov_007

import data.yunzhi.lib

# A department may allow shorter terms than the platform does.
findings contains lib.violation(
	"$.spec.expiresAt",
	sprintf("the term of %d days is longer than the %d days that the bounds of the department allow in environment %s: spec.expiresAt must be earlier", numbers),
	sprintf("期限 %d 天超过部门限定的最长 %d 天（环境 %s）：spec.expiresAt 必须提前", numbers),
) if {
	spec
	environment := object.get(spec, "environment", "")
	longest := lib.bounds.maxTermDays[lower(environment)]
	term := end - start
	term > longest * lib.day
	numbers := [ceil(term / lib.day), longest, environment]
}
