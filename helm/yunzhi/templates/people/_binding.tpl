{{/* ClusterRoleBinding of an administrators' role; arguments: root, role, subjects. */}}
{{- define "yunzhi.administratorsBinding" -}}
{{- if .subjects }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ .role }}
  labels: {{- include "yunzhi.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ .role }}
subjects:
  {{- range .subjects }}
  - apiGroup: rbac.authorization.k8s.io
    kind: {{ .kind }}
    name: {{ .name | quote }}
  {{- end }}
{{- end }}
{{- end }}
