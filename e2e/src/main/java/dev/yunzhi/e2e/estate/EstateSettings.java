package dev.yunzhi.e2e.estate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What differs between estates.
 *
 * @param resync after which operator and inventory look at everything again; at least 1 s
 * @param givenKubeconfig of a cluster that somebody else runs; empty starts a local one
 * @param controlPlane further command line of the control-plane
 */
public record EstateSettings(
    Duration resync, Optional<Path> givenKubeconfig, List<String> controlPlane) {

  /** A local cluster, and times as the programs' own defaults. */
  public static final EstateSettings DEFAULT =
      new EstateSettings(Duration.ofMinutes(10), Optional.empty(), List.of());

  public EstateSettings {
    controlPlane = List.copyOf(controlPlane);
  }

  public EstateSettings withResync(Duration other) {
    return new EstateSettings(other, givenKubeconfig, controlPlane);
  }

  public EstateSettings onClusterOf(Path kubeconfig) {
    return new EstateSettings(resync, Optional.of(kubeconfig), controlPlane);
  }

  public EstateSettings withControlPlane(String... options) {
    return new EstateSettings(resync, givenKubeconfig, List.of(options));
  }
}
