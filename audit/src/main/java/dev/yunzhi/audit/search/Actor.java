package dev.yunzhi.audit.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * On whose side the one who acted stands, as far as the event itself tells: {@value #PROVIDER} are
 * the platform's administrators and Kubernetes' own programs, {@value #CUSTOMER} all other people.
 * Of a ServiceAccount only the namespace is known: whose that is, the asset history says.
 */
public final class Actor {
  public static final String PROVIDER = "provider";
  public static final String CUSTOMER = "customer";

  private static final String ACCOUNT = "account/";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private static final Set<String> PROVIDERS =
      Set.of(
          "system:masters",
          "system:nodes",
          "yunzhi:system-administrators",
          "yunzhi:security-administrators",
          "yunzhi:audit-administrators");
  private static final Set<String> ADMINISTRATORS =
      Set.of("system-administrator", "security-administrator", "audit-administrator");

  private Actor() {}

  /** The value of {@link Facet#ACTOR} for the ServiceAccounts of a namespace. */
  public static String account(String namespace) {
    return ACCOUNT + namespace;
  }

  /** Of an event. What nobody asked for is the provider's. */
  static String of(JsonNode body) {
    JsonNode user = body.path("user");
    if (user.isObject()) {
      return ofUser(user.path("username").asText(), user.path("groups"));
    }
    JsonNode roles = body.path("roles");
    if (roles.isArray()) {
      return holdsAny(roles, ADMINISTRATORS) ? PROVIDER : CUSTOMER;
    }
    String asked = body.path("requested_by").asText("");
    return asked.isEmpty() ? PROVIDER : ofUser(asked, body.path("input").path("groups"));
  }

  private static String ofUser(String name, JsonNode groups) {
    if (name.startsWith(SERVICE_ACCOUNT)) {
      int end = name.indexOf(':', SERVICE_ACCOUNT.length());
      return end < 0 ? PROVIDER : account(name.substring(SERVICE_ACCOUNT.length(), end));
    }
    return name.isEmpty() || name.startsWith("system:") || holdsAny(groups, PROVIDERS)
        ? PROVIDER
        : CUSTOMER;
  }

  private static boolean holdsAny(JsonNode texts, Set<String> wanted) {
    for (JsonNode text : texts) {
      if (wanted.contains(text.asText())) {
        return true;
      }
    }
    return false;
  }
}
