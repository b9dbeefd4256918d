{{/*
Rules of the three roles in a tenant's namespace, each a superset of the one before. They are our own, not Kubernetes'
view, edit and admin: other charts aggregate rights into those.
*/}}

{{/* Look at everything but Secrets. */}}
{{- define "yunzhi.tenantRules.view" -}}
- apiGroups: [""]
  resources:
    - namespaces
    - pods
    - pods/log
    - pods/status
    - services
    - services/status
    - endpoints
    - configmaps
    - persistentvolumeclaims
    - persistentvolumeclaims/status
    - serviceaccounts
    - replicationcontrollers
    - replicationcontrollers/scale
    - resourcequotas
    - resourcequotas/status
    - limitranges
  verbs: [get, list, watch]
- apiGroups: ["", events.k8s.io]
  resources: [events]
  verbs: [get, list, watch]
- apiGroups: [apps]
  resources:
    - deployments
    - deployments/scale
    - deployments/status
    - statefulsets
    - statefulsets/scale
    - statefulsets/status
    - daemonsets
    - daemonsets/status
    - replicasets
    - replicasets/scale
    - replicasets/status
    - controllerrevisions
  verbs: [get, list, watch]
- apiGroups: [batch]
  resources: [jobs, jobs/status, cronjobs, cronjobs/status]
  verbs: [get, list, watch]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers, horizontalpodautoscalers/status]
  verbs: [get, list, watch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets, poddisruptionbudgets/status]
  verbs: [get, list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, ingresses/status, networkpolicies]
  verbs: [get, list, watch]
# Where traffic goes is Kubernetes' to write: an owner could send it to other tenants' pods.
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [get, list, watch]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes, grpcroutes]
  verbs: [get, list, watch]
- apiGroups: [resource.k8s.io]
  resources: [resourceclaims, resourceclaimtemplates]
  verbs: [get, list, watch]
- apiGroups: [rbac.authorization.k8s.io]
  resources: [roles, rolebindings]
  verbs: [get, list, watch]
- apiGroups: [metrics.k8s.io]
  resources: [pods]
  verbs: [get, list]
- apiGroups: [yunzhi.dev]
  resources: [policyexceptions, approvals]
  verbs: [get, list, watch]
- apiGroups: [wgpolicyk8s.io]
  resources: [policyreports]
  verbs: [get, list, watch]
{{- end }}

{{/* Deploy and look after workloads. */}}
{{- define "yunzhi.tenantRules.edit" -}}
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources:
    - pods
    - services
    - configmaps
    - secrets
    - persistentvolumeclaims
    - serviceaccounts
    - replicationcontrollers
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [""]
  resources: [pods/exec, pods/attach, pods/portforward]
  verbs: [get, create]
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
- apiGroups: [""]
  resources: [pods/ephemeralcontainers, pods/resize, replicationcontrollers/scale]
  verbs: [update, patch]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets, replicasets]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [apps]
  resources: [deployments/scale, statefulsets/scale, replicasets/scale]
  verbs: [update, patch]
- apiGroups: [batch]
  resources: [jobs, cronjobs]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes, grpcroutes]
  verbs: [create, update, patch, delete, deletecollection]
- apiGroups: [resource.k8s.io]
  resources: [resourceclaims, resourceclaimtemplates]
  verbs: [create, update, patch, delete, deletecollection]
{{- end }}

{{/* Say who may do what in it. RBAC itself keeps an owner from giving more than an owner has. */}}
{{- define "yunzhi.tenantRules.own" -}}
- apiGroups: [""]
  resources: [serviceaccounts/token]
  verbs: [create]
# Ask for an exception, and withdraw it; the security team decides.
- apiGroups: [yunzhi.dev]
  resources: [policyexceptions]
  verbs: [create, delete]
- apiGroups: [rbac.authorization.k8s.io]
  resources: [roles, rolebindings]
  verbs: [create, update, patch, delete, deletecollection]
{{- end }}
