package cluster

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// probe asks the programs, as the administrator, whether they are ready.
type probe struct {
	client *http.Client
	layout layout
}

func newProbe(l layout) (*probe, error) {
	certificate, err := tls.LoadX509KeyPair(l.key("admin.crt"), l.key("admin.key"))
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(l.key("ca.crt"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{certificate}}}
	return &probe{client: &http.Client{Transport: transport, Timeout: 5 * time.Second}, layout: l}, nil
}

func (p *probe) apiServerAnswers(ctx context.Context) error {
	return p.get(ctx, p.layout.server()+"/livez?exclude=poststarthook")
}

// allReady also wants a ServiceAccount: the sign that controllers have begun to work.
func (p *probe) allReady(ctx context.Context) error {
	for _, url := range []string{
		p.layout.server() + "/readyz",
		p.layout.url(controllerManagerPort) + "/healthz",
		p.layout.server() + "/api/v1/namespaces/default/serviceaccounts/default",
	} {
		if err := p.get(ctx, url); err != nil {
			return err
		}
	}
	return nil
}

func (p *probe) get(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s: %s", url, answer.Status, body)
	}
	return nil
}
