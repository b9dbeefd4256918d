# METADATA
# title: Sensing devices are shared
# description: >-
#   New sensing devices within a distance of a shared one of the same type. They are no objects of a cluster:
#   the control-plane judges them when they come into its register of assets.
# custom:
#   id: GOV-012
#   titleZh: 感知终端共享
#   descriptionZh: 在一定距离内已有同类共享感知终端的新增感知终端。感知终端不是集群对象，由控制面在资产登记时判定。
#   remedy: >-
#     Use the shared device: ask its department for its data. Where it does not do, register the new one all the
#     same; the warning stands in the answer to whoever registers it.
#   remedyZh: 使用已有的共享终端，向其所属部门申请数据；确不能满足的，仍可登记，警告会返回给登记人。
#   effect: Warn
#   kinds: [SensingDevice]
#   clauses:
#     - {standard: 国发〔2022〕14号, edition: "2022", clause: 感知终端统筹共享, confirmed: false}
#   parameters:
#     type: object
#     additionalProperties: false
#     properties:
#       metres:
#         type: integer
#         minimum: 1
#         maximum: 5000
#         description: How near a shared device is near enough to be used. No rule says; 50 is our default.
package yunzhi.policies.gov_012

import data.yunzhi.lib

about := rego.metadata.chain()[1].annotations

parameters := data.parameters.gov_012

findings contains lib.violation(
	"$.spec.longitude",
	sprintf("the shared %s %q of department %q stands %d m away, within %d m: use that one", values),
	sprintf("%[4]d 米处（%[5]d 米以内）已有部门 %[3]q 的共享感知终端 %[2]q（%[1]s）：请使用该终端", values),
) if {
	nearest := min({device.metres | some device in near})
	code := min({device.code | some device in near; device.metres == nearest})
	some device in near
	device.code == code
	values := [device.kind, code, device.department, nearest, parameters.metres]
}

near contains device if {
	lib.kind == "register.yunzhi.dev/SensingDevice"
	input.review.operation == "CREATE"
	some device in input.context.devicesNear
	device.shared
	device.kind == input.review.object.spec.deviceType
	device.metres <= parameters.metres
}
