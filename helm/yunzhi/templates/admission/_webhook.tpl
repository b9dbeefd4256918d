{{/* Where the API server calls the operator; arguments: root, path. The operator puts the caBundle in. */}}
{{- define "yunzhi.clientConfig" -}}
{{- if .root.Values.local.webhookUrl -}}
url: {{ .root.Values.local.webhookUrl }}{{ .path }}
{{- else -}}
service:
  name: tenant-operator
  namespace: {{ .root.Release.Namespace }}
  path: {{ .path }}
  port: 443
{{- end }}
{{- end }}

{{/* What every webhook has in common: it fails closed, soon, and keeps no record of a dry run. */}}
{{- define "yunzhi.webhookDefaults" -}}
admissionReviewVersions: [v1]
failurePolicy: Fail
matchPolicy: Equivalent
sideEffects: NoneOnDryRun
timeoutSeconds: 5
{{- end }}

{{/* Namespaces that no webhook of ours ever sees, so that an operator that is down cannot stop the cluster or itself. */}}
{{- define "yunzhi.notSystemNamespaces" -}}
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: [kube-system, kube-public, kube-node-lease, {{ .Release.Namespace }}]
{{- end }}

{{/* The operator does not ask itself. */}}
{{- define "yunzhi.notTheOperator" -}}
- name: not-the-operator
  expression: request.userInfo.username != '{{ include "yunzhi.operatorUser" . }}'
{{- end }}
