// Package pki makes certificate authorities and what they certify, as PEM files: NAME.crt and NAME.key (PKCS #8).
package pki

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"yunzhi.dev/local-cluster/internal/state"
)

// A cluster on one machine lives as long as its directory; its certificates must not end before that.
const validity = 10 * 365 * 24 * time.Hour

// RSA because every client reads it: some Java ones take any other kind of key in PKCS #8 for broken.
const keyBits = 2048

// Authority signs certificates.
type Authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// Request is what a certificate is to certify: a client's user name and groups, a server's names and addresses, or both.
type Request struct {
	Name   string // user name; with DNS or IPs and without Groups only a label
	Groups []string
	DNS    []string
	IPs    []net.IP
}

// OpenAuthority reads dir/NAME.crt and dir/NAME.key, or makes them.
func OpenAuthority(dir, name string) (*Authority, error) {
	key, err := openKey(filepath.Join(dir, name+".key"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name+".crt")
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		template := template(pkix.Name{CommonName: "local-cluster " + name})
		template.IsCA = true
		template.BasicConstraintsValid = true
		template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			return nil, err
		}
		content = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
		if err := state.WriteFile(path, content); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM certificate", path)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Authority{certificate: certificate, key: key}, nil
}

// Issue writes dir/NAME.crt and dir/NAME.key. A key that is there already is used again.
func (a *Authority) Issue(dir, name string, request Request) error {
	key, err := openKey(filepath.Join(dir, name+".key"))
	if err != nil {
		return err
	}
	label := request.Name
	if label == "" {
		label = name
	}
	template := template(pkix.Name{CommonName: label, Organization: request.Groups})
	template.DNSNames, template.IPAddresses = request.DNS, request.IPs
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	if request.Name != "" {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageClientAuth)
	}
	if len(request.DNS)+len(request.IPs) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return err
	}
	return state.WriteFile(filepath.Join(dir, name+".crt"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// Key reads a private key, or makes it.
func Key(path string) error {
	_, err := openKey(path)
	return err
}

func openKey(path string) (crypto.Signer, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	} else if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(content)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM key", path)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("%s holds a key that cannot sign", path)
	}
	return signer, nil
}

func makeKey(path string) (crypto.Signer, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, state.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func template(subject pkix.Name) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    now.Add(-time.Minute), // for a clock that is a little behind
		NotAfter:     now.Add(validity),
	}
}
