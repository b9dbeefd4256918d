package dev.yunzhi.operator.scan;

import java.util.List;
import java.util.Map;

/** The replicas that share the scan out among themselves. Thread-safe. */
interface Replicas extends AutoCloseable {

  /**
   * Takes part.
   *
   * @param onChange is told when other replicas live, or tell something else, than before
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it cannot take part; then
   *     nothing has begun
   */
  void begin(Runnable onChange);

  /** How the estate is shared out now. */
  Shares shares();

  /** What the other replicas that live tell, by their identity. */
  Map<String, ShareState> others();

  /** Tells the others, by the next renewal. */
  void tell(ShareState state);

  /** Gives the share up, so that the others need not wait for the end of a lease. */
  @Override
  void close();

  /** One replica, where nobody is elected. */
  static Replicas alone(String self) {
    return new Replicas() {
      @Override
      public void begin(Runnable onChange) {}

      @Override
      public Shares shares() {
        return Shares.of(self, List.of());
      }

      @Override
      public Map<String, ShareState> others() {
        return Map.of();
      }

      @Override
      public void tell(ShareState state) {}

      @Override
      public void close() {}
    };
  }
}
