package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.inventory.TenantBoard;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Limits whose events somebody reads to the tenants that are theirs. Thread-safe. */
@Component
public final class TenantScope {
  private final TenantBoard tenants;

  public TenantScope(TenantBoard tenants) {
    this.tenants = tenants;
  }

  /**
   * The tenants whose events a user may read.
   *
   * @return names; empty when all events
   */
  public Optional<Set<String>> of(User user) {
    if (user.may(Permission.READ_EVENTS)) {
      return Optional.empty();
    }
    Set<String> own = new TreeSet<>();
    if (user.realm().equals(KubernetesTokenRealm.NAME)) {
      // A name of another realm is not a name of the cluster, even if it reads the same.
      own.addAll(tenants.ownedBy(user.name(), user.groups()));
    }
    if (user.tenant() != null) {
      own.add(user.tenant());
    }
    return Optional.of(own);
  }
}
