package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import dev.yunzhi.controlplane.inventory.TenantBoard;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.pam.ModularRealmAuthenticator;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.realm.Realm;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.mgt.WebSecurityManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts Shiro together: three realms, each for its own kind of credentials, behind one filter. */
@Configuration(proxyBeanMethods = false)
class ShiroConfiguration {
  @Bean
  @ConditionalOnBooleanProperty(name = "yunzhi.kubernetes.enabled", matchIfMissing = true)
  TokenReviewer tokenReviewer(KubernetesClient client) {
    return new KubernetesTokenReviewer(client);
  }

  @Bean
  WebSecurityManager securityManager(
      YunzhiProperties properties,
      ObjectProvider<TokenReviewer> reviewer,
      DepartmentTree departments,
      TenantBoard tenants,
      Clock clock) {
    Accounts accounts =
        properties.accountsFile() == null
            ? Accounts.NONE
            : Accounts.read(properties.accountsFile());
    List<Realm> realms = new ArrayList<>();
    realms.add(new LocalAccountRealm(accounts, new Passwords(), clock));
    realms.add(new IntakeTokenRealm(properties.audit().intake().tokens()));
    reviewer.ifAvailable(
        asks ->
            realms.add(
                new KubernetesTokenRealm(
                    asks, departments, tenants, Set.copyOf(properties.opa().agents()), clock)));
    DefaultWebSecurityManager manager = new DefaultWebSecurityManager();
    manager.setAuthenticator(new OneRealmAuthenticator());
    manager.setRealms(realms);
    manager.setRememberMeManager(null);
    // Only the console's form makes a session; a request that shows its credentials leaves none.
    ((DefaultSubjectDAO) manager.getSubjectDAO())
        .setSessionStorageEvaluator(ConsoleSession::isWanted);
    return manager;
  }

  @Bean
  FilterRegistrationBean<AccessFilter> accessFilter(
      WebSecurityManager manager, SignIn signIn, YunzhiProperties properties, Clock clock) {
    var registration =
        new FilterRegistrationBean<>(
            new AccessFilter(manager, signIn, properties.session().lifetime(), clock));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /** Asks the one realm that takes a token's kind, so that its reason for a refusal is kept. */
  private static final class OneRealmAuthenticator extends ModularRealmAuthenticator {
    @Override
    protected AuthenticationInfo doMultiRealmAuthentication(
        Collection<Realm> realms, AuthenticationToken token) {
      return realms.stream()
          .filter(realm -> realm.supports(token))
          .findFirst()
          .map(realm -> doSingleRealmAuthentication(realm, token))
          .orElseThrow(
              () -> new AuthenticationException("credentials of this kind are not accepted here"));
    }
  }
}
