package dev.yunzhi.e2e.estate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Gives a {@link Persona} a kubeconfig of its own, with a client certificate signed through the
 * Kubernetes certificates API: the same on a local cluster and on one that somebody else runs.
 */
public final class ClientCertificates {

  private static final int DAYS = 30;

  private final KubernetesClient administrator;

  public ClientCertificates(KubernetesClient administrator) {
    this.administrator = administrator;
  }

  /**
   * Writes the kubeconfig of a persona, readable by its owner only; leaves one that is there
   * already.
   *
   * @return the file
   */
  public Path kubeconfig(Persona persona, Path folder) throws IOException {
    Path file = folder.resolve(persona.user() + ".kubeconfig");
    if (Files.exists(file)) {
      return file;
    }
    KeyPair keys = newKeys();
    String certificate = sign(persona, pem(request(persona, keys)));
    Kubeconfig.write(
        file,
        administrator,
        persona.user(),
        new AuthInfoBuilder()
            .withClientCertificateData(certificate)
            .withClientKeyData(base64(pem(keys.getPrivate())))
            .build(),
        null);
    return file;
  }

  private String sign(Persona persona, String request) {
    String name = "yunzhi-" + persona.user() + "-" + Long.toHexString(System.nanoTime());
    CertificateSigningRequest csr =
        new CertificateSigningRequestBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withSignerName("kubernetes.io/kube-apiserver-client")
            .withUsages("client auth")
            .withExpirationSeconds((int) TimeUnit.DAYS.toSeconds(DAYS))
            .withRequest(base64(request))
            .endSpec()
            .build();
    var requests = administrator.certificates().v1().certificateSigningRequests();
    requests.resource(csr).create();
    requests
        .withName(name)
        .approve(
            new CertificateSigningRequestConditionBuilder()
                .withType("Approved")
                .withStatus("True")
                .withReason("Demonstration")
                .withMessage("A person of the demonstration")
                .build());
    return requests
        .withName(name)
        .waitUntilCondition(
            signed -> signed != null && signed.getStatus().getCertificate() != null,
            30,
            TimeUnit.SECONDS)
        .getStatus()
        .getCertificate();
  }

  /** RSA, since Fabric8's client takes every PKCS #8 key of a kubeconfig for one. */
  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make RSA keys", e);
    }
  }

  private static Object request(Persona persona, KeyPair keys) {
    X500NameBuilder subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, persona.user());
    persona.groups().forEach(group -> subject.addRDN(BCStyle.O, group));
    X500Name name = subject.build();
    try {
      return new JcaPKCS10CertificationRequestBuilder(name, keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot sign with RSA keys", e);
    }
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
