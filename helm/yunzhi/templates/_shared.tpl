{{/* Labels of every object of the release. */}}
{{- define "yunzhi.labels" -}}
app.kubernetes.io/part-of: yunzhi
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Labels that select the Pods of one program; the argument is its name. */}}
{{- define "yunzhi.selector" -}}
app.kubernetes.io/name: {{ . }}
app.kubernetes.io/part-of: yunzhi
{{- end }}

{{/* Image reference; arguments: root, image. */}}
{{- define "yunzhi.image" -}}
{{- $repository := .image.repository -}}
{{- with .root.Values.image.registry }}{{ $repository = printf "%s/%s" (trimSuffix "/" .) $repository }}{{ end -}}
{{- if .image.digest -}}
{{ $repository }}@{{ .image.digest }}
{{- else -}}
{{ $repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* The user name under which the operator speaks to the API server. */}}
{{- define "yunzhi.operatorUser" -}}
system:serviceaccount:{{ .Release.Namespace }}:tenant-operator
{{- end }}

{{/* Pod security: the profile "restricted" and a read-only root. */}}
{{- define "yunzhi.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "yunzhi.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Probes of both programs: plain HTTP paths on their TLS listener. */}}
{{- define "yunzhi.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: https, scheme: HTTPS}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: https, scheme: HTTPS}
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /readyz, port: https, scheme: HTTPS}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{/* Spread the replicas of a program over the nodes; the argument is its name. */}}
{{- define "yunzhi.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels: {{- include "yunzhi.selector" . | nindent 6 }}
{{- end }}

{{/* Names of the Secrets that the programs read. */}}
{{- define "yunzhi.tlsSecret" -}}
{{ .Values.controlPlane.tls.secretName | default "yunzhi-control-plane-tls" }}
{{- end }}

{{- define "yunzhi.intakeSecret" -}}
{{ .Values.controlPlane.intake.secretName | default "yunzhi-audit-intake" }}
{{- end }}

{{- define "yunzhi.signingSecret" -}}
{{ .Values.controlPlane.policies.signingSecretName | default "yunzhi-bundle-signing" }}
{{- end }}

{{- define "yunzhi.logSecret" -}}
{{ .Values.controlPlane.log.signingSecretName | default "yunzhi-audit-log" }}
{{- end }}

{{/* Egress that every program needs: DNS and the API server, which no selector can name. */}}
{{- define "yunzhi.commonEgress" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
- ports:
    - {port: 443, protocol: TCP}
    - {port: 6443, protocol: TCP}
{{- end }}

{{/* Where the operator sends its decisions. */}}
{{- define "yunzhi.controlPlaneUrl" -}}
{{- .Values.controlPlane.url | default (printf "https://control-plane.%s.svc" .Release.Namespace) }}
{{- end }}
