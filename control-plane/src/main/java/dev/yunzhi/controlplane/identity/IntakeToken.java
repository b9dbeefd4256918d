package dev.yunzhi.controlplane.identity;

import org.apache.shiro.authc.AuthenticationToken;

/**
 * What an API server shows to the audit sink.
 *
 * @param cluster that it says to be
 * @param token the secret
 */
record IntakeToken(String cluster, String token) implements AuthenticationToken {
  @Override
  public Object getPrincipal() {
    return cluster;
  }

  @Override
  public Object getCredentials() {
    return token;
  }

  @Override
  public String toString() {
    return "IntakeToken[" + cluster + "]";
  }
}
