package dev.yunzhi.e2e.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code templates/operator} and {@code templates/control-plane}: the two programs. */
class ProgramTemplatesTest {

  private static final Manifest DEFAULTS = Chart.template();

  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(strings = {"tenant-operator", "control-plane"})
  void podsMeetTheRestrictedProfile(String program) {
    PodSpec pod = pod(DEFAULTS, program);
    Container container = pod.getContainers().get(0);

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getVolumes()).allMatch(v -> v.getHostPath() == null);
    assertThat(pod.getHostNetwork()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant-operator", "control-plane"})
  void everyProbeSpeaksTls(String program) {
    Container container = pod(DEFAULTS, program).getContainers().get(0);

    assertThat(
            Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .allMatch(probe -> probe.getHttpGet().getScheme().equals("HTTPS"));
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant-operator", "control-plane"})
  void selectorsFindThePods(String program) {
    var labels =
        DEFAULTS.one(Deployment.class, program).getSpec().getTemplate().getMetadata().getLabels();

    assertThat(labels)
        .containsAllEntriesOf(DEFAULTS.one(Service.class, program).getSpec().getSelector())
        .containsAllEntriesOf(
            DEFAULTS.one(Deployment.class, program).getSpec().getSelector().getMatchLabels())
        .containsAllEntriesOf(
            DEFAULTS
                .one(PodDisruptionBudget.class, program)
                .getSpec()
                .getSelector()
                .getMatchLabels())
        .containsAllEntriesOf(
            DEFAULTS.one(NetworkPolicy.class, program).getSpec().getPodSelector().getMatchLabels());
  }

  @Test
  void operatorRunsTwiceAndIsToldWhereTheControlPlaneIs() {
    Deployment operator = DEFAULTS.one(Deployment.class, "tenant-operator");

    assertThat(operator.getSpec().getReplicas()).isEqualTo(2);
    assertThat(arguments(operator))
        .contains(
            "--yunzhi.control-plane.url=https://control-plane.yunzhi-system.svc",
            "--yunzhi.control-plane.ca-file=/etc/yunzhi/control-plane/ca.crt",
            "--yunzhi.namespace=yunzhi-system",
            "--yunzhi.cluster=home",
            "--yunzhi.resync=10m",
            "--yunzhi.leader-election.enabled=true");
  }

  @Test
  void operatorSeesTheControlPlanesAuthorityAndWhoSignsBundlesButNoKey() {
    assertThat(
            pod(DEFAULTS, "tenant-operator").getVolumes().stream()
                .filter(v -> v.getSecret() != null)
                .flatMap(v -> v.getSecret().getItems().stream())
                .map(KeyToPath::getKey))
        .containsExactlyInAnyOrder("ca.crt", "tls.crt");
  }

  /** Of one pair: what the control-plane signs, the operator takes. */
  @Test
  void bundlesAreSignedWithAKeyOfTheirOwn() throws GeneralSecurityException {
    Secret signing = DEFAULTS.one(Secret.class, "yunzhi-bundle-signing");

    var certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    Base64.getDecoder().decode(signing.getData().get("tls.crt"))));
    assertThat(certificate.getPublicKey())
        .isInstanceOfSatisfying(
            ECPublicKey.class,
            key -> assertThat(key.getParams().getCurve().getField().getFieldSize()).isEqualTo(256));
    assertThat(new String(Base64.getDecoder().decode(signing.getData().get("tls.key")), UTF_8))
        .startsWith("-----BEGIN EC PRIVATE KEY-----");
    assertThat(arguments(DEFAULTS.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.opa.program=/usr/local/bin/opa",
            "--yunzhi.opa.signing-key-file=/etc/yunzhi/bundle-signing/tls.key");
    assertThat(arguments(DEFAULTS.one(Deployment.class, "tenant-operator")))
        .contains("--yunzhi.bundle.verification-key-file=/etc/yunzhi/bundle-signing/tls.crt");
  }

  @Test
  void theLogIsSignedWithAKeyThatIsMadeOrGiven() {
    Secret made = DEFAULTS.one(Secret.class, "yunzhi-audit-log");

    assertThat(new String(Base64.getDecoder().decode(made.getData().get("log.key")), UTF_8))
        .startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(made.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
    assertThat(arguments(DEFAULTS.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.audit.log.origin=yunzhi/home",
            "--yunzhi.audit.log.signing-key-files[0]=/etc/yunzhi/audit-log/log.key");
    String former = "log.example+0123abcd+AQ==";
    Manifest changed =
        Chart.template(
            "controlPlane.log.origin=\"log.example\"",
            "controlPlane.log.signingKeys=[\"old.key\",\"new.key\"]",
            "controlPlane.log.formerKeys=[\"" + former + "\"]");
    assertThat(arguments(changed.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.audit.log.origin=log.example",
            "--yunzhi.audit.log.signing-key-files[0]=/etc/yunzhi/audit-log/old.key",
            "--yunzhi.audit.log.signing-key-files[1]=/etc/yunzhi/audit-log/new.key",
            "--yunzhi.audit.log.former-keys[0]=" + former)
        .noneMatch(argument -> argument.contains("witness") || argument.contains("quorum"));
  }

  @Test
  void witnessesOfTheLogAreAskedAndReached() {
    String key = "audit.example+0123abcd+BA==";
    Manifest manifest =
        Chart.template(
            "controlPlane.log.witnesses=[{\"url\":\"https://audit.example:8444/w\",\"key\":\""
                + key
                + "\",\"authority\":\"audit.pem\"}]",
            "controlPlane.log.witnessAuthorities=\"authorities\"",
            "controlPlane.log.quorum=0");
    Deployment controlPlane = manifest.one(Deployment.class, "control-plane");
    assertThat(arguments(controlPlane))
        .contains(
            "--yunzhi.audit.log.witnesses[0].url=https://audit.example:8444/w",
            "--yunzhi.audit.log.witnesses[0].key=" + key,
            "--yunzhi.audit.log.witnesses[0].ca-file=/etc/yunzhi/witness-authorities/audit.pem",
            "--yunzhi.audit.log.quorum=0");
    assertThat(controlPlane.getSpec().getTemplate().getSpec().getVolumes())
        .anyMatch(
            volume ->
                volume.getConfigMap() != null
                    && "authorities".equals(volume.getConfigMap().getName()));
    assertThat(manifest.one(NetworkPolicy.class, "control-plane").getSpec().getEgress())
        .anyMatch(
            egress ->
                egress.getPorts().stream()
                    .anyMatch(port -> Integer.valueOf(8444).equals(port.getPort().getIntVal())));
  }

  @Test
  void bodiesAreKeptForGoodUnlessSaidOtherwise() {
    assertThat(arguments(DEFAULTS.one(Deployment.class, "control-plane")))
        .noneMatch(argument -> argument.contains("retention-days"));
    Manifest limited =
        Chart.template(
            "controlPlane.keeping.retentionDays={\"api-audit\":400}",
            "controlPlane.keeping.defaultRetentionDays=1000");
    assertThat(arguments(limited.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.audit.keeping.retention-days.api-audit=400",
            "--yunzhi.audit.keeping.default-retention-days=1000");
  }

  @Test
  void oldMonthsGoToAVolumeThatIsNamed() {
    Manifest moving = Chart.template("controlPlane.keeping.archive.claimName=\"yunzhi-archive\"");
    assertThat(arguments(moving.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.audit.keeping.directory=/var/lib/yunzhi/archive",
            "--yunzhi.audit.keeping.move-after-days=184");
    assertThat(pod(moving, "control-plane").getVolumes())
        .anyMatch(
            volume ->
                volume.getPersistentVolumeClaim() != null
                    && volume.getPersistentVolumeClaim().getClaimName().equals("yunzhi-archive"));
    assertThat(pod(DEFAULTS, "control-plane").getVolumes())
        .noneMatch(volume -> volume.getPersistentVolumeClaim() != null);
  }

  @Test
  void useIsMeasuredWhereAPrometheusIsNamed() {
    assertThat(arguments(DEFAULTS.one(Deployment.class, "tenant-operator")))
        .noneMatch(argument -> argument.contains("idle"));
    Manifest measuring =
        Chart.template(
            "idle.prometheus.url=\"https://prometheus.example:9443\"",
            "idle.prometheus.port=9443",
            "idle.prometheus.secretName=\"access\"",
            "idle.prometheus.secretKeys=[\"token\"]",
            "idle.environments=[\"Development\",\"Emergency\"]",
            "idle.shrink=true");
    Deployment operator = measuring.one(Deployment.class, "tenant-operator");
    assertThat(arguments(operator))
        .contains(
            "--yunzhi.idle.prometheus.url=https://prometheus.example:9443",
            "--yunzhi.idle.prometheus.token-file=/etc/yunzhi/prometheus/token",
            "--yunzhi.idle.environments=Development,Emergency",
            "--yunzhi.idle.shrink=true",
            "--yunzhi.idle.reclaim=false")
        .anyMatch(
            argument -> argument.startsWith("--yunzhi.idle.prometheus.cpu=sum by (namespace)"))
        .noneMatch(argument -> argument.contains("ca.crt") && argument.contains("idle"));
    assertThat(pod(measuring, "tenant-operator").getVolumes())
        .filteredOn(volume -> volume.getName().equals("prometheus"))
        .singleElement()
        .satisfies(
            volume ->
                assertThat(volume.getSecret().getItems())
                    .containsExactly(new KeyToPath("token", null, "token")));
    assertThat(measuring.one(NetworkPolicy.class, "tenant-operator").getSpec().getEgress())
        .anyMatch(
            egress ->
                egress.getPorts().stream()
                    .anyMatch(port -> Integer.valueOf(9443).equals(port.getPort().getIntVal())));
  }

  @Test
  void valuesReachThePrograms() {
    Manifest manifest =
        Chart.template(
            "operator.replicas=3",
            "operator.resync=\"5m\"",
            "operator.image.digest=\"" + DIGEST + "\"",
            "image.registry=\"mirror.example.gov.cn/\"",
            "image.pullSecrets=[\"pull\"]",
            "cluster=\"east\"",
            "cloud.protectionLevel=4",
            "controlPlane.image.tag=\"1.2.3\"",
            "controlPlane.database.url=\"jdbc:postgresql://db.example.gov.cn/yunzhi\"",
            "controlPlane.accounts.secretName=\"accounts\"");
    Deployment operator = manifest.one(Deployment.class, "tenant-operator");
    Deployment controlPlane = manifest.one(Deployment.class, "control-plane");

    assertThat(operator.getSpec().getReplicas()).isEqualTo(3);
    assertThat(arguments(operator))
        .contains(
            "--yunzhi.resync=5m",
            "--yunzhi.cluster=east",
            "--yunzhi.cloud.protection-level=4",
            "--yunzhi.cloud.region=cn");
    assertThat(image(operator)).isEqualTo("mirror.example.gov.cn/yunzhi/tenant-operator@" + DIGEST);
    assertThat(operator.getSpec().getTemplate().getSpec().getImagePullSecrets())
        .singleElement()
        .satisfies(secret -> assertThat(secret.getName()).isEqualTo("pull"));
    assertThat(image(controlPlane)).isEqualTo("mirror.example.gov.cn/yunzhi/control-plane:1.2.3");
    assertThat(arguments(controlPlane))
        .contains(
            "--spring.datasource.url=jdbc:postgresql://db.example.gov.cn/yunzhi",
            "--yunzhi.accounts-file=/etc/yunzhi/accounts/accounts.yaml");
  }

  @Test
  void databasePasswordComesFromItsSecretAlone() {
    Deployment controlPlane = DEFAULTS.one(Deployment.class, "control-plane");

    assertThat(container(controlPlane).getEnv())
        .filteredOn(variable -> variable.getName().startsWith("SPRING_DATASOURCE"))
        .hasSize(2)
        .allSatisfy(
            variable -> {
              assertThat(variable.getValue()).isNull();
              assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                  .isEqualTo("yunzhi-database");
            });
  }

  @Test
  void everySenderOfAuditEventsHasATokenOfItsOwn() {
    Manifest manifest = Chart.template("controlPlane.intake.clusters=[\"home\",\"east\"]");
    Secret tokens = manifest.one(Secret.class, "yunzhi-audit-intake");

    assertThat(tokens.getData()).containsOnlyKeys("home", "east");
    assertThat(tokens.getData().get("home")).isNotEqualTo(tokens.getData().get("east"));
    assertThat(arguments(manifest.one(Deployment.class, "control-plane")))
        .contains(
            "--yunzhi.audit.intake.tokens.home=/etc/yunzhi/intake/home",
            "--yunzhi.audit.intake.tokens.east=/etc/yunzhi/intake/east");
  }

  @Test
  void secretsThatAreGivenAreNotMade() {
    Manifest manifest =
        Chart.template(
            "controlPlane.tls.secretName=\"own-tls\"",
            "controlPlane.intake.secretName=\"own-intake\"",
            "controlPlane.policies.signingSecretName=\"own-signing\"",
            "controlPlane.log.signingSecretName=\"own-log\"");

    assertThat(manifest.all(Secret.class)).isEmpty();
    assertThat(
            pod(manifest, "control-plane").getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName()))
        .containsExactlyInAnyOrder("own-tls", "own-intake", "own-signing", "own-log");
  }

  @Test
  void programsThatRunElsewhereLeaveOnlyTheirAccounts() {
    Manifest manifest =
        Chart.template(
            "operator.enabled=false",
            "controlPlane.enabled=false",
            "local.webhookUrl=\"https://127.0.0.1:8443\"");

    assertThat(
            List.of(
                manifest.all(Deployment.class),
                manifest.all(Service.class),
                manifest.all(Secret.class),
                manifest.all(PodDisruptionBudget.class),
                manifest.all(NetworkPolicy.class)))
        .allMatch(List::isEmpty);
    assertThat(manifest.all(ServiceAccount.class).stream().map(a -> a.getMetadata().getName()))
        .containsExactlyInAnyOrder("tenant-operator", "control-plane");
  }

  @Test
  void networkPoliciesLeaveDnsOpen() {
    assertThat(DEFAULTS.all(NetworkPolicy.class))
        .hasSize(2)
        .allSatisfy(
            policy ->
                assertThat(policy.getSpec().getEgress())
                    .anyMatch(
                        rule ->
                            rule.getPorts().stream()
                                .anyMatch(
                                    port ->
                                        port.getPort().getIntVal() == 53
                                            && port.getProtocol().equals("UDP"))));
  }

  private static PodSpec pod(Manifest manifest, String program) {
    return manifest.one(Deployment.class, program).getSpec().getTemplate().getSpec();
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }

  private static List<String> arguments(Deployment deployment) {
    return container(deployment).getArgs();
  }

  private static String image(Deployment deployment) {
    return container(deployment).getImage();
  }
}
