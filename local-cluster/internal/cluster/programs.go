package cluster

import (
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"syscall"

	"yunzhi.dev/local-cluster/internal/process"
)

// Names of the ports.
const (
	apiServerPort         = "kube-apiserver"
	controllerManagerPort = "kube-controller-manager"
	etcdPort              = "etcd"
	etcdPeerPort          = "etcd-peer"
)

// layout is where a cluster's things are.
type layout struct {
	dir, bin, bind string
	ports          map[string]int
}

func (l layout) url(port string) string {
	return "https://" + net.JoinHostPort(l.bind, strconv.Itoa(l.ports[port]))
}

func (l layout) key(name string) string { return filepath.Join(pkiDirectory(l.dir), name) }

func (l layout) server() string { return l.url(apiServerPort) }

func (l layout) adminKubeconfig() string { return filepath.Join(l.dir, "admin.kubeconfig") }

func (l layout) controllerManagerKubeconfig() string {
	return filepath.Join(l.dir, "kube-controller-manager.kubeconfig")
}

func (l layout) program(name string, arguments []string) process.Spec {
	return process.Spec{
		Name:         name,
		Path:         filepath.Join(l.bin, name),
		Arguments:    arguments,
		Log:          filepath.Join(l.dir, "logs", name+".log"),
		OnOwnerDeath: syscall.SIGKILL,
	}
}

func (l layout) etcd() process.Spec {
	client, peer := l.url(etcdPort), l.url(etcdPeerPort)
	return l.program("etcd", []string{
		"--name=local",
		"--data-dir=" + filepath.Join(l.dir, "etcd"),
		"--listen-client-urls=" + client,
		"--advertise-client-urls=" + client,
		"--listen-peer-urls=" + peer,
		"--initial-advertise-peer-urls=" + peer,
		"--initial-cluster=local=" + peer,
		"--client-cert-auth",
		"--trusted-ca-file=" + l.key("etcd-ca.crt"),
		"--cert-file=" + l.key("etcd.crt"),
		"--key-file=" + l.key("etcd.key"),
		"--peer-client-cert-auth",
		"--peer-trusted-ca-file=" + l.key("etcd-ca.crt"),
		"--peer-cert-file=" + l.key("etcd.crt"),
		"--peer-key-file=" + l.key("etcd.key"),
		// It elects itself: no other member's heartbeat can be late.
		"--heartbeat-interval=50",
		"--election-timeout=250",
		"--log-level=warn",
	})
}

func (l layout) apiServer(audit []string) process.Spec {
	return l.program("kube-apiserver", append([]string{
		"--bind-address=" + l.bind,
		"--secure-port=" + strconv.Itoa(l.ports[apiServerPort]),
		"--tls-cert-file=" + l.key("kube-apiserver.crt"),
		"--tls-private-key-file=" + l.key("kube-apiserver.key"),
		"--client-ca-file=" + l.key("ca.crt"),
		"--anonymous-auth=false",
		"--etcd-servers=" + l.url(etcdPort),
		"--etcd-cafile=" + l.key("etcd-ca.crt"),
		"--etcd-certfile=" + l.key("kube-apiserver-client.crt"),
		"--etcd-keyfile=" + l.key("kube-apiserver-client.key"),
		"--authorization-mode=RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + l.key("service-accounts.key"),
		"--service-account-signing-key-file=" + l.key("service-accounts.key"),
		"--requestheader-client-ca-file=" + l.key("front-proxy-ca.crt"),
		"--requestheader-allowed-names=front-proxy",
		"--requestheader-username-headers=X-Remote-User",
		"--requestheader-group-headers=X-Remote-Group",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--proxy-client-cert-file=" + l.key("front-proxy-client.crt"),
		"--proxy-client-key-file=" + l.key("front-proxy-client.key"),
		"--service-cluster-ip-range=" + serviceRange,
		// No pod ever calls the API server through its service: there is no address to publish for it.
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		// Privileged pods are for policies to refuse, not for this switch.
		"--allow-privileged=true",
		"--profiling=false",
		"--shutdown-delay-duration=0s",
	}, audit...))
}

func (l layout) controllerManager() process.Spec {
	return l.program("kube-controller-manager", []string{
		"--bind-address=" + l.bind,
		"--secure-port=" + strconv.Itoa(l.ports[controllerManagerPort]),
		"--tls-cert-file=" + l.key("kube-controller-manager.crt"),
		"--tls-private-key-file=" + l.key("kube-controller-manager.key"),
		"--kubeconfig=" + l.controllerManagerKubeconfig(),
		"--authentication-kubeconfig=" + l.controllerManagerKubeconfig(),
		"--authorization-kubeconfig=" + l.controllerManagerKubeconfig(),
		"--root-ca-file=" + l.key("ca.crt"),
		"--cluster-signing-cert-file=" + l.key("ca.crt"),
		"--cluster-signing-key-file=" + l.key("ca.key"),
		"--service-account-private-key-file=" + l.key("service-accounts.key"),
		"--use-service-account-credentials",
		// It is alone; a lease of one that was killed would only make the next one wait.
		"--leader-elect=false",
		"--profiling=false",
		// One tenant is a dozen objects; the defaults (20 requests a second) are for clusters that have other work.
		"--kube-api-qps=300",
		"--kube-api-burst=600",
		"--concurrent-namespace-syncs=20",
		"--concurrent-resource-quota-syncs=10",
		"--namespace-sync-period=1m",
		"--resource-quota-sync-period=1m",
	})
}

func (l layout) writeKubeconfigs() error {
	for path, user := range map[string][2]string{
		l.adminKubeconfig():             {"admin", "admin"},
		l.controllerManagerKubeconfig(): {"system:kube-controller-manager", "kube-controller-manager"},
	} {
		if err := userKubeconfig(path, l.server(), user[0], pkiDirectory(l.dir), user[1]); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
