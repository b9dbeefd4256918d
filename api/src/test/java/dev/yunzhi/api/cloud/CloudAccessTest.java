package dev.yunzhi.api.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudAccessTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: c
      contexts: [{name: other, context: {cluster: none, user: none}}, {name: c, context: {cluster: k, user: u}}]
      clusters: [{name: k, cluster: {server: "https://west:6443", certificate-authority-data: QQ==}}]
      users: [{name: u, user: {token: secret-token}}]
      """;

  @Test
  void theCurrentContextIsTheWay() throws KubeconfigRefused {
    CloudAccess access = CloudAccess.of(GOOD);

    assertThat(access.server()).isEqualTo("https://west:6443");
    assertThat(access.authority()).isEqualTo("QQ==");
    assertThat(access.token()).isEqualTo("secret-token");
    assertThat(access.toString()).doesNotContain("secret-token");
  }

  @Test
  void theClientTakesNothingFromItsSurroundings() throws KubeconfigRefused {
    var config = CloudAccess.of(GOOD).config(Duration.ofSeconds(3));

    assertThat(config.getMasterUrl()).startsWith("https://west:6443");
    assertThat(config.getOauthToken()).isEqualTo("secret-token");
    assertThat(config.isTrustCerts()).isFalse();
    assertThat(config.isDisableHostnameVerification()).isFalse();
    assertThat(config.getCaCertFile()).isNull();
    assertThat(config.getClientCertFile()).isNull();
    assertThat(config.getHttpsProxy()).isNull();
    assertThat(config.getConnectionTimeout()).isEqualTo(3000);
    assertThat(config.getRequestTimeout()).isEqualTo(3000);
    assertThat(config.getRequestRetryBackoffLimit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token: secret-token | exec: {command: id}                         | exec",
        "token: secret-token | auth-provider: {name: oidc}                 | auth-provider",
        "token: secret-token | tokenFile: /var/run/token                   | tokenFile",
        "token: secret-token | client-certificate: /etc/shadow             | client-certificate",
        "token: secret-token | client-key: /etc/shadow                     | client-key",
        "token: secret-token | token: a, username: b                       | username and password",
        "token: secret-token | token: a, as: root                          | act-as",
        "token: secret-token | token: a, as-groups: ['system:masters']     | act-as",
        "token: secret-token | client-key-data: QQ==                       | no credential",
        "certificate-authority-data: QQ== | certificate-authority: /etc/shadow      | certificate-authority,",
        "certificate-authority-data: QQ== | insecure-skip-tls-verify: true          | insecure-skip-tls-verify",
        "certificate-authority-data: QQ== | proxy-url: 'http://somebody'            | proxy-url",
        "certificate-authority-data: QQ== | tls-server-name: other                  | tls-server-name",
        "'https://west:6443'| 'http://west:6443'                           | must be https://",
        "'https://west:6443'| 'https://'                                   | must be https://",
        "current-context: c | current-context: d                           | no context d",
        "cluster: k,        | cluster: l,                                  | no cluster l",
        "user: u}           | user: v}                                     | no user v",
        "current-context: c | preferences: {}                              | no current-context",
        "users:             | '{'                                          | not a kubeconfig",
      })
  void whatIsMoreThanAWayInIsRefused(String good, String bad, String told) {
    assertThatThrownBy(() -> CloudAccess.of(GOOD.replace(good.replace("'", "\""), bad)))
        .isInstanceOf(KubeconfigRefused.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("secret-token");
  }

  @Test
  void nothingIsNoKubeconfig() {
    assertThatThrownBy(() -> CloudAccess.of("")).isInstanceOf(KubeconfigRefused.class);
    assertThatThrownBy(() -> CloudAccess.of("just words")).isInstanceOf(KubeconfigRefused.class);
  }
}
