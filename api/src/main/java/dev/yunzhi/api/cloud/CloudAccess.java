package dev.yunzhi.api.cloud;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The way to a cluster as a kubeconfig tells it. Taken over is only what is named here: nothing of
 * it can run a command, read a file of whoever goes that way, switch off the check of certificates,
 * lead through a proxy or act as somebody else. Immutable.
 *
 * @param server https
 * @param authority PEM in base64; null trusts what the JVM trusts
 * @param token null when a certificate is the credential
 * @param certificate PEM in base64; null when a token is the credential
 * @param key PEM in base64; null when a token is the credential
 */
public record CloudAccess(
    String server, String authority, String token, String certificate, String key) {

  /**
   * Reads the current context of a kubeconfig.
   *
   * @throws KubeconfigRefused when there is none, or it asks for more than this
   */
  public static CloudAccess of(String kubeconfig) throws KubeconfigRefused {
    var config = parse(kubeconfig);
    Context context =
        named(config.getContexts(), c -> c.getName(), config.getCurrentContext(), "context")
            .getContext();
    Cluster cluster =
        named(config.getClusters(), c -> c.getName(), context.getCluster(), "cluster").getCluster();
    AuthInfo user = named(config.getUsers(), u -> u.getName(), context.getUser(), "user").getUser();
    refuse(forbidden(cluster, user));
    String server = cluster.getServer();
    if (!isHttps(server)) {
      throw new KubeconfigRefused(
          "The kubeconfig's server is %s; it must be https://<host>:<port>.".formatted(server));
    }
    boolean certificate =
        user.getClientCertificateData() != null && user.getClientKeyData() != null;
    if (user.getToken() == null && !certificate) {
      throw new KubeconfigRefused(
          "The kubeconfig has no credential; give its user a token, or client-certificate-data with client-key-data.");
    }
    return new CloudAccess(
        server,
        cluster.getCertificateAuthorityData(),
        user.getToken(),
        user.getClientCertificateData(),
        user.getClientKeyData());
  }

  private static io.fabric8.kubernetes.api.model.Config parse(String kubeconfig)
      throws KubeconfigRefused {
    io.fabric8.kubernetes.api.model.Config config;
    try {
      config = Serialization.unmarshal(kubeconfig, io.fabric8.kubernetes.api.model.Config.class);
    } catch (RuntimeException e) {
      // Its message may quote a credential.
      throw new KubeconfigRefused("The Secret's key kubeconfig is not a kubeconfig in YAML.");
    }
    if (config == null || config.getCurrentContext() == null) {
      throw new KubeconfigRefused("The kubeconfig has no current-context.");
    }
    return config;
  }

  private static <T> T named(List<T> all, Function<T, String> name, String wanted, String what)
      throws KubeconfigRefused {
    return all.stream()
        .filter(one -> wanted != null && wanted.equals(name.apply(one)))
        .findFirst()
        .orElseThrow(
            () -> new KubeconfigRefused("The kubeconfig has no %s %s.".formatted(what, wanted)));
  }

  /** What of the kubeconfig is not taken, by the names that kubectl knows. */
  private static List<String> forbidden(Cluster cluster, AuthInfo user) {
    var found = new ArrayList<String>();
    add(found, user.getExec() != null, "exec");
    add(found, user.getAuthProvider() != null, "auth-provider");
    add(found, user.getTokenFile() != null, "tokenFile");
    add(found, user.getClientCertificate() != null, "client-certificate");
    add(found, user.getClientKey() != null, "client-key");
    add(found, user.getUsername() != null || user.getPassword() != null, "username and password");
    add(
        found,
        user.getAs() != null || user.getAsUid() != null || !isEmpty(user.getAsGroups()),
        "act-as");
    add(found, cluster.getCertificateAuthority() != null, "certificate-authority");
    add(found, Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()), "insecure-skip-tls-verify");
    add(found, cluster.getProxyUrl() != null, "proxy-url");
    add(found, cluster.getTlsServerName() != null, "tls-server-name");
    return found;
  }

  private static void refuse(List<String> forbidden) throws KubeconfigRefused {
    if (!forbidden.isEmpty()) {
      throw new KubeconfigRefused(
          "The kubeconfig has %s, which is not taken: it must run no command, read no file, use no proxy and check certificates. Give it server, certificate-authority-data, and a token or client-certificate-data with client-key-data."
              .formatted(String.join(", ", forbidden)));
    }
  }

  private static void add(List<String> found, boolean is, String what) {
    if (is) {
      found.add(what);
    }
  }

  private static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }

  private static boolean isHttps(String server) {
    try {
      URI uri = URI.create(String.valueOf(server));
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * How a client gets there; nothing of it comes from the program's own surroundings.
   *
   * @param timeout of a connection, and of an answer
   */
  public Config config(Duration timeout) {
    Config config = Config.empty();
    config.setMasterUrl(server);
    config.setCaCertData(authority);
    config.setOauthToken(token);
    config.setClientCertData(certificate);
    config.setClientKeyData(key);
    if (key != null) {
      config.setClientKeyAlgo(Config.getKeyAlgorithm(null, key));
    }
    config.setConnectionTimeout((int) timeout.toMillis());
    config.setRequestTimeout((int) timeout.toMillis());
    // To whom it does not know, kube-apiserver answers in HTTP/2 by ending the connection, and the
    // JDK's client then often loses the answer that says why.
    config.setHttp2Disable(true);
    // What fails is tried again by whoever asked, once the cloud is known to answer.
    config.setRequestRetryBackoffLimit(0);
    return config;
  }

  /** Without credentials: this may stand in a log. */
  @Override
  public String toString() {
    return "access to " + server;
  }
}
