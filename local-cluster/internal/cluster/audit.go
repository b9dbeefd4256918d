package cluster

import (
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"yunzhi.dev/local-cluster/internal/state"
)

//go:embed audit-policy.yaml
var auditPolicy []byte

// AuditWebhook is where audit events are sent to. Without a URL they only go to the log file.
type AuditWebhook struct {
	URL       string
	TokenFile string
	CA        string
}

// Check refuses what kube-apiserver would only fail on later, event by event.
func (a AuditWebhook) Check() error {
	if a.URL == "" {
		if a.TokenFile != "" || a.CA != "" {
			return errors.New("--audit-webhook-token-file and --audit-webhook-ca need --audit-webhook-url")
		}
		return nil
	}
	parsed, err := url.Parse(a.URL)
	if err != nil {
		return fmt.Errorf("--audit-webhook-url: %w", err)
	}
	if parsed.Scheme != "https" || parsed.Host == "" {
		return fmt.Errorf("--audit-webhook-url %q must be an https URL: audit events carry what people wrote", a.URL)
	}
	if a.TokenFile == "" || a.CA == "" {
		return errors.New("--audit-webhook-url needs --audit-webhook-token-file and --audit-webhook-ca")
	}
	return nil
}

// auditFlags writes the audit policy and the webhook's kubeconfig, and names them to kube-apiserver.
func auditFlags(dir string, webhook AuditWebhook) ([]string, error) {
	policy := filepath.Join(dir, "audit-policy.yaml")
	if err := state.WriteFile(policy, auditPolicy); err != nil {
		return nil, err
	}
	flags := []string{
		"--audit-policy-file=" + policy,
		"--audit-log-path=" + filepath.Join(dir, "logs", "audit.log"),
		"--audit-log-mode=batch",
		"--audit-log-maxsize=64",
		"--audit-log-maxbackup=1",
	}
	if webhook.URL == "" {
		return flags, nil
	}
	token, err := os.ReadFile(webhook.TokenFile)
	if err != nil {
		return nil, fmt.Errorf("--audit-webhook-token-file: %w", err)
	}
	ca, err := os.ReadFile(webhook.CA)
	if err != nil {
		return nil, fmt.Errorf("--audit-webhook-ca: %w", err)
	}
	config := filepath.Join(dir, "audit-webhook.kubeconfig")
	err = writeKubeconfig(config, kubeconfig{Server: webhook.URL, CA: ca, Token: strings.TrimSpace(string(token))})
	return append(flags,
		"--audit-webhook-config-file="+config,
		"--audit-webhook-mode=batch",
		// Soon enough for somebody who waits for an event.
		"--audit-webhook-batch-max-wait=300ms",
		// Five tries with waits that grow by half: events survive a receiver that is away for a quarter of a minute.
		"--audit-webhook-initial-backoff=2s",
	), err
}
