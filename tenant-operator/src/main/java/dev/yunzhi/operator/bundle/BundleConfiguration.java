package dev.yunzhi.operator.bundle;

import dev.yunzhi.operator.OperatorProperties;
import dev.yunzhi.operator.controlplane.AgentLabels;
import dev.yunzhi.operator.http.RemoteClient;
import dev.yunzhi.operator.policy.Policies;
import dev.yunzhi.policy.BundleVerifier;
import dev.yunzhi.policy.InvalidBundleException;
import dev.yunzhi.policy.PolicyBundle;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the policies come from: the control-plane, the disk, or this program's image. */
@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

  private static final String URL = "yunzhi.control-plane.url";
  private static final String KEY = "yunzhi.bundle.verification-key-file";

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(KEY)
  static class Signed {

    @Bean
    BundleVerifier bundleVerifier(OperatorProperties properties) throws IOException {
      var settings = properties.bundle();
      return BundleVerifier.of(
          Files.readString(settings.verificationKeyFile()), settings.keyId(), settings.scope());
    }

    @Bean
    KeptBundle keptBundle(OperatorProperties properties, BundleVerifier verifier) {
      return new KeptBundle(properties.bundleDirectory(), verifier);
    }

    @Bean
    PolicyBundle firstBundle(KeptBundle kept, OperatorProperties properties)
        throws IOException, InvalidBundleException {
      var last = kept.read();
      return last.isPresent() ? last.get() : given(properties);
    }
  }

  @Bean
  @ConditionalOnProperty(name = KEY, matchIfMissing = true, havingValue = "none")
  PolicyBundle firstBundleWithoutKey(OperatorProperties properties)
      throws IOException, InvalidBundleException {
    return given(properties);
  }

  private static PolicyBundle given(OperatorProperties properties)
      throws IOException, InvalidBundleException {
    return properties.bundle().file() == null
        ? PolicyBundle.builtIn()
        : PolicyBundle.read(properties.bundle().file());
  }

  @Bean
  AgentLabels agentLabels(OperatorProperties properties) {
    return AgentLabels.of(properties.leaderElection().identity(), properties.cluster());
  }

  @Bean
  BundleState bundleState(Policies policies) {
    return new BundleState(Enforced.from(policies.revision()));
  }

  @Bean(initMethod = "start")
  @ConditionalOnProperty(URL)
  StatusReporter statusReporter(
      OperatorProperties properties, AgentLabels labels, BundleState state) {
    return new StatusReporter(
        RemoteClient.of(properties.controlPlane()),
        labels,
        properties.bundle().name(),
        state,
        properties.bundle().report());
  }

  @Bean
  @ConditionalOnProperty({URL, KEY})
  PreviewBundles previewBundles(OperatorProperties properties) throws IOException {
    var settings = properties.bundle();
    return new PreviewBundles(
        RemoteClient.of(properties.controlPlane()),
        BundleVerifier.of(
            Files.readString(settings.verificationKeyFile()),
            settings.keyId(),
            settings.scope() + PreviewBundles.SCOPE),
        settings.maxSize().toBytes());
  }

  @Bean(initMethod = "start")
  @ConditionalOnProperty({URL, KEY})
  BundleFeed bundleFeed(
      OperatorProperties properties,
      BundleVerifier verifier,
      KeptBundle kept,
      Policies policies,
      BundleState state,
      Clock clock,
      MeterRegistry meters) {
    var settings = properties.bundle();
    return new BundleFeed(
        new BundleRequest(
            RemoteClient.of(properties.controlPlane()),
            settings.name(),
            settings.maxSize().toBytes()),
        verifier,
        kept,
        policies::replace,
        state,
        settings.hold(),
        settings.poll(),
        clock,
        meters);
  }
}
