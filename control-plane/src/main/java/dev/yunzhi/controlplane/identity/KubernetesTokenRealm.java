package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.inventory.TenantBoard;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.DisabledAccountException;
import org.apache.shiro.authc.IncorrectCredentialsException;

/** Kubernetes bearer tokens, checked by TokenReview. */
final class KubernetesTokenRealm extends UserRealm {
  static final String NAME = "kubernetes";

  /** How long an answer of the API server is believed: a revoked token lives on that long. */
  private static final Duration MEMORY = Duration.ofSeconds(30);

  private final TokenReviewer reviewer;
  private final DepartmentTree departments;
  private final TenantBoard tenants;
  private final Set<String> decisionSources;
  private final CredentialDigests<Optional<TokenReviewer.Identity>> reviewed;

  KubernetesTokenRealm(
      TokenReviewer reviewer,
      DepartmentTree departments,
      TenantBoard tenants,
      Set<String> decisionSources,
      Clock clock) {
    super(NAME, BearerToken.class);
    this.reviewer = reviewer;
    this.departments = departments;
    this.tenants = tenants;
    this.decisionSources = Set.copyOf(decisionSources);
    this.reviewed = new CredentialDigests<>(clock, MEMORY);
  }

  @Override
  User authenticate(AuthenticationToken token) {
    TokenReviewer.Identity identity =
        review(((BearerToken) token).getToken())
            .orElseThrow(
                () ->
                    new IncorrectCredentialsException(
                        "the cluster's API server refuses the token"));
    Set<Role> roles = roles(identity);
    if (roles.isEmpty()) {
      throw new DisabledAccountException(
          "%s holds no role here: no group of an administrator, and neither a department nor a tenant names it"
              .formatted(identity.name()));
    }
    Role.conflict(roles)
        .ifPresent(
            held -> {
              throw new DisabledAccountException(
                  "%s holds %s; nobody may hold two of the three administrators"
                      .formatted(identity.name(), held));
            });
    return new User(identity.name(), NAME, roles, identity.groups(), null, null);
  }

  private Optional<TokenReviewer.Identity> review(String token) {
    String digest = reviewed.digest(token);
    return reviewed
        .get(digest)
        .orElseGet(
            () -> {
              Optional<TokenReviewer.Identity> answer = ask(token);
              reviewed.put(digest, answer);
              return answer;
            });
  }

  private Optional<TokenReviewer.Identity> ask(String token) {
    try {
      return reviewer.review(token);
    } catch (RuntimeException e) {
      throw new ReviewUnavailableException(e);
    }
  }

  private Set<Role> roles(TokenReviewer.Identity identity) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Arrays.stream(Role.values())
        .filter(role -> role.group().filter(identity.groups()::contains).isPresent())
        .forEach(roles::add);
    if (decisionSources.contains(identity.name())) {
      roles.add(Role.DECISION_SOURCE);
    }
    if (!departments.naming(identity.name(), identity.groups()).isEmpty()) {
      roles.add(Role.DEPARTMENT_MEMBER);
    }
    if (!tenants.ownedBy(identity.name(), identity.groups()).isEmpty()) {
      roles.add(Role.TENANT_ADMINISTRATOR);
    }
    return roles;
  }

  /** The API server could not be asked: neither good nor bad credentials. */
  static final class ReviewUnavailableException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    ReviewUnavailableException(RuntimeException cause) {
      super("the cluster's API server cannot be asked about the token", cause);
    }
  }
}
