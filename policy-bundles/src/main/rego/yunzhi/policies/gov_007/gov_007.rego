# METADATA
# title: A tenant has an end, and not too far away
# description: >-
#   Requests and tenants without an expiry, or with one beyond the longest term of their environment;
#   a renewal may reach as far from now on. Tenants that soon come to their end are warned of, those past it are found.
# custom:
#   id: GOV-007
#   titleZh: 期限续期
#   descriptionZh: 没有到期时间，或者超过所属环境最长期限的申请和租户（续期自当前时间起算）；即将到期的租户给出警告，已到期的租户予以记录。
#   remedy: Set spec.expiresAt within the longest term, and renew it before it is over.
#   remedyZh: 在最长期限之内设置 spec.expiresAt，并在到期之前续期。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 新余市政务云管理办法, clause: 到期回收, confirmed: true}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       longestDays:
#         type: object
#         description: >-
#           The longest term in days, by environment. The defaults are ours: no standard names a number.
#         additionalProperties: {type: integer, minimum: 1}
#       warnDays:
#         type: integer
#         minimum: 0
#         description: How many days before its end a tenant is warned of. The default is ours.
package yunzhi.policies.gov_007

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_007

judged if lib.tenant_request

judged if lib.tenant

spec := lib.requested if judged

findings contains lib.violation(
	"$.spec.expiresAt",
	"there is no expiry: spec.expiresAt must be an RFC 3339 instant, for example 2027-12-31T23:59:59+08:00",
	"没有到期时间：spec.expiresAt 必须为 RFC 3339 时间，例如 2027-12-31T23:59:59+08:00",
) if {
	spec
	not end
}

findings contains lib.violation(
	"$.spec.expiresAt",
	sprintf("the term of %d days is longer than the %d days of environment %s: spec.expiresAt must be earlier", numbers),
	sprintf("期限 %d 天超过最长 %d 天（环境 %s）：spec.expiresAt 必须提前", numbers),
) if {
	spec
	environment := object.get(spec, "environment", "")
	term := end - start
	term > longest_days(environment) * lib.day
	numbers := [ceil(term / lib.day), longest_days(environment), environment]
}

findings contains object.union({"effect": "Warn"}, lib.violation(
	"$.spec.expiresAt",
	sprintf("the tenant ends in %d days, at %s: renew it before, or it is taken back", [left, input.review.object.spec.expiresAt]),
	sprintf("租户将在 %d 天后（%s）到期：请在此之前续期，否则资源将被收回", [left, input.review.object.spec.expiresAt]),
)) if {
	lib.standing_tenant
	lib.now < end
	end - lib.now <= parameters.warnDays * lib.day
	left := ceil((end - lib.now) / lib.day)
}

findings contains object.union({"effect": "Audit"}, lib.violation(
	"$.spec.expiresAt",
	sprintf("the tenant's term ended at %s: renew it or take it back", [input.review.object.spec.expiresAt]),
	sprintf("租户已于 %s 到期：请续期或收回", [input.review.object.spec.expiresAt]),
)) if {
	lib.standing_tenant
	lib.now >= end
}

end := time.parse_rfc3339_ns(lib.requested.expiresAt)

begin := time.parse_rfc3339_ns(spec.startsAt) if not lib.missing(spec, ["startsAt"])

begin := lib.now if lib.missing(spec, ["startsAt"])

start := begin if not renewal

# What is over of a term does not count when it is prolonged.
start := max([begin, lib.now]) if renewal

renewal if input.context.request.tenant

renewal if {
	lib.kind == "yunzhi.dev/Tenant"
	input.review.operation == "UPDATE"
}

longest_days(environment) := parameters.longestDays[environment]

# An environment that is not known counts as the strictest.
longest_days(environment) := min([days | some days in parameters.longestDays]) if {
	not parameters.longestDays[environment]
}
