# METADATA
# title: What goes into production stands in the catalogue
# description: >-
#   Production requests for no system, or for one that their project does not list with its number in the
#   system catalogue; tenants with such a system are found.
# custom:
#   id: GOV-004
#   titleZh: 目录登记
#   descriptionZh: 没有填写信息系统，或者其信息系统未在项目中登记目录编号的生产环境申请；此类租户予以记录。
#   remedy: >-
#     Register the system in the catalogue, list it in spec.systems of the project with its number, and name
#     it in spec.system of the request.
#   remedyZh: 在政务信息系统目录中登记，将系统及其编号列入项目的 spec.systems，并在申请的 spec.system 中填写该系统。
#   effect: Deny
#   kinds: [TenantRequest, Tenant]
#   clauses:
#     - {standard: 国办发〔2019〕57号, edition: "2019", clause: 未列入目录的系统不安排运行维护经费, confirmed: false}
package yunzhi.policies.gov_004

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

effect := "Deny" if lib.tenant_request

effect := "Audit" if lib.standing_tenant

production if {
	effect
	lib.production
}

system := object.get(lib.requested, "system", "")

catalogued := {entry.name | some entry in input.context.project.systems}

findings contains object.union({"effect": effect}, lib.violation(
	"$.spec.system",
	"production is for a system of the catalogue: spec.system must name one that the project lists in spec.systems",
	"生产环境必须用于目录中的信息系统：spec.system 必须为项目 spec.systems 中列出的系统",
)) if {
	production
	system == ""
}

findings contains object.union({"effect": effect}, lib.violation(
	"$.spec.system",
	sprintf("system %q is not in the catalogue: the project must list it in spec.systems with its number", [system]),
	sprintf("信息系统 %q 未登记目录：必须在项目的 spec.systems 中列出该系统及其目录编号", [system]),
)) if {
	production
	system != ""
	not system in catalogued
}
