package dev.yunzhi.operator.model;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which host names collide. {@code *.example} stands for every name below {@code example}, however
 * deep, as in the Gateway API; an Ingress controller that takes it for one label only sees fewer
 * collisions than are refused here.
 */
public final class HostScope {

  private static final String WILDCARD = "*.";

  /**
   * Keys to index a holder of these hosts by. Two hosts collide if and only if one of the keys of
   * the first is among the {@link #lookups} of the second.
   */
  public static List<String> keys(Collection<String> hosts) {
    var keys = new LinkedHashSet<String>();
    for (String host : hosts) {
      keys.add("=" + host);
      above(bare(host)).forEach(name -> keys.add("<" + name));
    }
    return List.copyOf(keys);
  }

  /** Keys under which to look for holders of hosts that collide with this one. */
  public static List<String> lookups(String host) {
    var lookups = new LinkedHashSet<String>();
    lookups.add("=" + host);
    above(bare(host)).forEach(name -> lookups.add("=" + WILDCARD + name));
    if (host.startsWith(WILDCARD)) {
      lookups.add("<" + bare(host));
    }
    return List.copyOf(lookups);
  }

  private static String bare(String host) {
    return host.startsWith(WILDCARD) ? host.substring(WILDCARD.length()) : host;
  }

  /** Every name that this one is below of. */
  private static List<String> above(String name) {
    var names = new LinkedHashSet<String>();
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      names.add(name.substring(dot + 1));
    }
    return List.copyOf(names);
  }

  private HostScope() {}
}
