{{/* The binding that puts defaults in force everywhere; arguments: root, name. */}}
{{- define "yunzhi.defaultsBinding" -}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata:
  name: {{ .name }}
  labels: {{- include "yunzhi.labels" .root | nindent 4 }}
spec:
  policyName: {{ .name }}
{{- end }}
