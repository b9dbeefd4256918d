# METADATA
# title: Inputs for the tests
package yunzhi.fixtures

digest := "@sha256:9b2a3f1c5d7e8f60123456789abcdef0123456789abcdef0123456789abcdef0"

image := concat("", ["registry.gov.example/tax/web", digest])

container := {
	"name": "web",
	"image": image,
	"securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
}

# A pod that every policy lets pass.
pod_spec := {
	"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
	"containers": [container],
}

default_deny := {
	"metadata": {"name": "yunzhi-default-deny"},
	"spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
}

context := {
	"now": "2026-11-24T08:00:00Z",
	"tenant": {
		"name": "tax",
		"department": "tax-bureau",
		"departmentCode": "330100",
		"protectionLevel": 2,
		"dataClass": "General",
		"namespaces": ["tax-web", "tax-data"],
	},
	"cloud": {"name": "home", "protectionLevel": 3, "region": "cn", "category": "Government"},
	"namespace": {"name": "tax-web", "networkPolicies": [default_deny]},
	"exceptions": [],
}

project := {
	"name": "tax-online",
	"approvalNumber": "立项〔2026〕1号",
	"fundSource": "财政预算",
	"planYear": 2026,
	"expertReview": {"date": "2026-02-20"},
	"systems": [{"name": "网上办税平台", "catalogueNumber": "浙目录2026-17"}],
}

object(spec) := {"metadata": {"name": "web"}, "spec": spec}

# The creation of an object in the namespace tax-web.
create(group, kind, made) := {
	"review": {
		"operation": "CREATE",
		"namespace": "tax-web",
		"name": "web",
		"kind": {"group": group, "kind": kind},
		"resource": {"group": group, "resource": sprintf("%ss", [lower(kind)])},
		"object": made,
	},
	"context": context,
}

update(group, kind, old, made) := json.patch(create(group, kind, made), [
	{"op": "replace", "path": "/review/operation", "value": "UPDATE"},
	{"op": "add", "path": "/review/oldObject", "value": old},
])

create_pod(spec) := create("", "Pod", object(spec))

pod_with(patches) := create_pod(json.patch(pod_spec, patches))

container_with(path, value) := pod_with([{
	"op": "add",
	"path": concat("", ["/containers/0", path]),
	"value": value,
}])

request_spec := {
	"project": "tax-online",
	"purpose": "网上办税",
	"environment": "Production",
	"protectionLevel": 3,
	"dataClass": "General",
	"system": "网上办税平台",
	"compliance": {
		"filingNumber": "33010026001-26001",
		"testedOn": "2026-06-01",
		"cryptographyAssessedOn": "2026-06-01",
	},
	"backupPlace": "省级灾备中心",
	"owner": {"name": "办公室", "phone": "0571-0000000"},
	"custodian": "资产科",
	"quota": {"requests.cpu": "4"},
	"startsAt": "2026-11-01T00:00:00+08:00",
	"expiresAt": "2028-10-31T00:00:00+08:00",
}

create_request(spec) := json.patch(create("yunzhi.dev", "TenantRequest", object(spec)), [
	{"op": "replace", "path": "/review/namespace", "value": "dept-tax-bureau"},
	{"op": "add", "path": "/context/project", "value": project},
])

request_with(patches) := create_request(json.patch(request_spec, patches))

# A change of the tenant tax-online, which had 4 CPUs approved; `spec` is what it comes to.
change_request(spec, asked, changed) := json.patch(create_request({"type": "Change", "tenantName": "tax-online"}), [
	{"op": "add", "path": "/context/request", "value": {
		"spec": spec,
		"tenant": "tax-online",
		"changed": changed,
	}},
	{"op": "add", "path": "/context/quota", "value": {
		"asked": asked,
		"approved": {"requests.cpu": 4},
	}},
])

create_tenant(spec) := json.patch(
	json.remove(create("yunzhi.dev", "Tenant", object(spec)), ["review/namespace", "context/tenant"]),
	[{"op": "add", "path": "/context/project", "value": project}],
)

tenant_with(patches) := create_tenant(json.patch(request_spec, patches))

# A tenant that was there before and is changed.
change_of_tenant(old, patches) := json.patch(tenant_with(patches), [
	{"op": "replace", "path": "/review/operation", "value": "UPDATE"},
	{"op": "add", "path": "/review/oldObject", "value": object(old)},
])

paths(findings) := {finding.path | some finding in findings}

# The paths, each with the effect that the finding has of its own.
effects(policy, given) := {[finding.path, own_effect(finding)] | some finding in findings} if {
	findings := data.yunzhi.policies[policy].findings with input as given
}

own_effect(finding) := finding.effect

own_effect(finding) := "own" if not finding.effect

# The paths of what one policy finds in an input.
found(policy, given) := places if {
	places := paths(data.yunzhi.policies[policy].findings) with input as given
}
