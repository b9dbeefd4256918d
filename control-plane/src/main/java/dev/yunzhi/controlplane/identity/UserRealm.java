package dev.yunzhi.controlplane.identity;

import java.util.Set;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;

/**
 * A realm whose principals are {@link User}s, with the permissions of their roles. A subclass looks
 * at the credentials itself and throws when they are not good.
 */
abstract class UserRealm extends AuthorizingRealm {
  UserRealm(String name, Class<? extends AuthenticationToken> tokens) {
    super(new AllowAllCredentialsMatcher());
    setName(name);
    setAuthenticationTokenClass(tokens);
    setCachingEnabled(false);
  }

  /**
   * Checks credentials.
   *
   * @throws org.apache.shiro.authc.AuthenticationException when they are refused; its message may
   *     be recorded
   */
  abstract User authenticate(AuthenticationToken token);

  @Override
  protected final AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
    return new SimpleAuthenticationInfo(authenticate(token), token.getCredentials(), getName());
  }

  @Override
  protected final AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
    SimpleAuthorizationInfo info = new SimpleAuthorizationInfo();
    for (Object principal : principals.fromRealm(getName())) {
      if (principal instanceof User user) {
        info.addRoles(user.roleLabels());
        info.addStringPermissions(Set.copyOf(Permission.of(user.roles())));
      }
    }
    return info;
  }
}
