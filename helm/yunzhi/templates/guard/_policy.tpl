{{/* The binding that puts a guard in force everywhere; argument: name. A refusal is also written into the audit event. */}}
{{- define "yunzhi.guardBinding" -}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ .name }}
  labels: {{- include "yunzhi.labels" .root | nindent 4 }}
spec:
  policyName: {{ .name }}
  validationActions: [Deny, Audit]
{{- end }}

{{/* CEL: the sender is the operator. */}}
{{- define "yunzhi.isOperator" -}}
request.userInfo.username == '{{ include "yunzhi.operatorUser" . }}'
{{- end }}

{{/*
CEL: the sender is the replicator of a home namespace. Others may be called alike, but hold the verb nowhere; who holds
every verb is not called alike. An expression of several lines would end a quoted one.
*/}}
{{- define "yunzhi.isReplicator" -}}
request.userInfo.username.endsWith(':yunzhi-replicator') && authorizer.group('yunzhi.dev').resource('replications').namespace(request.namespace).check('replicate').allowed()
{{- end }}

{{/* CEL: the sender is the controller of kube-controller-manager named by the argument, whichever credentials it runs with. */}}
{{- define "yunzhi.isController" -}}
request.userInfo.username in ['system:serviceaccount:kube-system:{{ . }}', 'system:kube-controller-manager']
{{- end }}
