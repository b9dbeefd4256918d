package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"yunzhi.dev/local-cluster/internal/pki"
)

// The first address of the services' range is the API server's own.
const (
	serviceRange     = "10.0.0.0/16"
	apiServerService = "10.0.0.1"
)

var ownFiles = []string{
	"ca", "kube-apiserver", "kube-controller-manager", "admin", "etcd-ca", "etcd", "kube-apiserver-client", "front-proxy-ca",
	"front-proxy-client", "service-accounts",
}

func pkiDirectory(dir string) string { return filepath.Join(dir, "pki") }

// certify makes every key and certificate that the programs need. Keys are kept from one start to the next. etcd has an
// authority of its own: nobody whom the cluster knows may go past the API server.
func certify(dir, bind string) error {
	keys := pkiDirectory(dir)
	loopback := []net.IP{net.ParseIP("127.0.0.1"), net.ParseIP(bind)}
	apiServer := pki.Request{
		DNS: []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"},
		IPs: append(loopback, net.ParseIP(apiServerService)),
	}
	byAuthority := map[string]map[string]pki.Request{
		"ca": {
			"kube-apiserver":          apiServer,
			"kube-controller-manager": {Name: "system:kube-controller-manager", DNS: []string{"localhost"}, IPs: loopback},
			"admin":                   {Name: "admin", Groups: []string{"system:masters"}},
		},
		"etcd-ca": {
			"etcd":                  {Name: "etcd", DNS: []string{"localhost"}, IPs: loopback},
			"kube-apiserver-client": {Name: "kube-apiserver"},
		},
		// Whoever this one certifies may tell the servers behind the API server who somebody is.
		"front-proxy-ca": {
			"front-proxy-client": {Name: "front-proxy"},
		},
	}
	var work sync.WaitGroup
	var lock sync.Mutex
	var failures []error
	try := func(step func() error) {
		work.Go(func() {
			err := step()
			lock.Lock()
			defer lock.Unlock()
			failures = append(failures, err)
		})
	}
	try(func() error { return pki.Key(filepath.Join(keys, "service-accounts.key")) })
	for name, requests := range byAuthority {
		try(func() error {
			authority, err := pki.OpenAuthority(keys, name)
			if err != nil {
				return err
			}
			for certificate, request := range requests {
				try(func() error { return authority.Issue(keys, certificate, request) })
			}
			return nil
		})
	}
	work.Wait()
	return errors.Join(failures...)
}

// Issue certifies a user or a server with the authority of the cluster in the directory; a user also gets a kubeconfig.
// A server can be certified before the cluster's first start, as one that is to receive its audit events must be.
func Issue(dir, name string, request pki.Request) error {
	if slices.Contains(ownFiles, name) {
		return fmt.Errorf("%q is the name of a certificate of the cluster itself; choose another", name)
	}
	keys := pkiDirectory(dir)
	authority, err := pki.OpenAuthority(keys, "ca")
	if err != nil {
		return err
	}
	if err := authority.Issue(keys, name, request); err != nil || request.Name == "" {
		return err
	}
	var running Cluster
	content, err := os.ReadFile(filepath.Join(dir, stateFile))
	if err == nil {
		err = json.Unmarshal(content, &running)
	}
	if err != nil {
		return fmt.Errorf("the certificate is there, but no kubeconfig, as no cluster runs in %s: %w", dir, err)
	}
	return userKubeconfig(filepath.Join(keys, name+".kubeconfig"), running.Server, request.Name, keys, name)
}
