package cluster

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"text/template"

	"yunzhi.dev/local-cluster/internal/state"
)

// kubeconfig is a way into one server: by client certificate or by token.
type kubeconfig struct {
	Server           string
	User             string
	CA               []byte
	Certificate, Key []byte
	Token            string
}

var kubeconfigTemplate = template.Must(template.New("kubeconfig").
	Funcs(template.FuncMap{"base64": base64.StdEncoding.EncodeToString}).
	Parse(`apiVersion: v1
kind: Config
clusters:
  - name: local
    cluster:
      server: {{printf "%q" .Server}}
      certificate-authority-data: {{base64 .CA}}
users:
  - name: {{printf "%q" .User}}
    user:
{{- if .Token}}
      token: {{printf "%q" .Token}}
{{- else}}
      client-certificate-data: {{base64 .Certificate}}
      client-key-data: {{base64 .Key}}
{{- end}}
contexts:
  - name: local
    context:
      cluster: local
      user: {{printf "%q" .User}}
current-context: local
`))

func writeKubeconfig(path string, config kubeconfig) error {
	if config.User == "" {
		config.User = "local"
	}
	var text bytes.Buffer
	if err := kubeconfigTemplate.Execute(&text, config); err != nil {
		return err
	}
	return state.WriteFile(path, text.Bytes())
}

// userKubeconfig writes a kubeconfig for the client certificate pki/NAME.crt.
func userKubeconfig(path, server, user, pkiDirectory, name string) error {
	config := kubeconfig{Server: server, User: user}
	var err error
	if config.CA, err = os.ReadFile(filepath.Join(pkiDirectory, "ca.crt")); err != nil {
		return err
	}
	if config.Certificate, err = os.ReadFile(filepath.Join(pkiDirectory, name+".crt")); err != nil {
		return err
	}
	if config.Key, err = os.ReadFile(filepath.Join(pkiDirectory, name+".key")); err != nil {
		return err
	}
	return writeKubeconfig(path, config)
}
