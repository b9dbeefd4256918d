package dev.yunzhi.e2e.estate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What differs between estates.
 *
 * @param resync after which operator and inventory look at everything again; at least 1 s
 * @param givenKubeconfig of a cluster that somebody else runs; empty starts a local one
 */
public record EstateSettings(Duration resync, Optional<Path> givenKubeconfig) {

  /** A local cluster, and times as the programs' own defaults. */
  public static final EstateSettings DEFAULT =
      new EstateSettings(Duration.ofMinutes(10), Optional.empty());

  public EstateSettings withResync(Duration other) {
    return new EstateSettings(other, givenKubeconfig);
  }

  public EstateSettings onClusterOf(Path kubeconfig) {
    return new EstateSettings(resync, Optional.of(kubeconfig));
  }
}
