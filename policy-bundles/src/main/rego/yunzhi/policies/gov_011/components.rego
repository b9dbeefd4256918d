package yunzhi.policies.gov_011

import data.yunzhi.lib

findings contains lib.violation(
	"$.spec.project",
	sprintf("project %q builds what common component %q (%s) of department %q offers: subscribe to it, or say why not in spec.duplicationReason of the project", values),
	sprintf("项目 %q 建设的功能已有共性组件 %q（%s，部门 %q 提供）：请订阅使用，或在项目的 spec.duplicationReason 中说明理由", values),
) if {
	unexplained
	some component in input.context.likeComponents
	values := [input.context.project.name, component.name, component.displayName, component.provider]
}
