package dev.yunzhi.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The standard policies as they are written, for whoever builds a bundle of them and more. */
public final class StandardPolicies {
  private static final String SOURCES = "sources.tar.gz";
  private static final Pattern POLICY = Pattern.compile("/yunzhi/policies/([a-z0-9_]+)/.*");

  private StandardPolicies() {}

  /**
   * The Rego modules and {@code /data.json}, by their path in a bundle.
   *
   * @throws IllegalStateException if they are not in this program, which is an error of the build
   */
  public static SortedMap<String, String> sources() {
    try (InputStream in = StandardPolicies.class.getResourceAsStream(SOURCES)) {
      if (in == null) {
        throw new IllegalStateException(
            "the standard policies are missing: no resource " + SOURCES);
      }
      SortedMap<String, String> sources = new TreeMap<>();
      BundleArchive.unpack(in)
          .forEach(
              (path, content) -> {
                if (path.endsWith(".rego") || path.equals("/data.json")) {
                  sources.put(path, new String(content, StandardCharsets.UTF_8));
                }
              });
      return Collections.unmodifiableSortedMap(sources);
    } catch (IOException | InvalidBundleException e) {
      throw new IllegalStateException("the standard policies cannot be read", e);
    }
  }

  /** The key of a policy in Rego and in data, for example {@code sec_016}. */
  public static String key(String id) {
    return id.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** The id of a policy, for example {@code SEC-016}. */
  public static String id(String key) {
    return key.toUpperCase(Locale.ROOT).replace('_', '-');
  }

  /** The ids of the standard policies, for example {@code SEC-016}. */
  public static SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>();
    for (String path : sources().keySet()) {
      Matcher policy = POLICY.matcher(path);
      if (policy.matches()) {
        ids.add(id(policy.group(1)));
      }
    }
    return ids;
  }
}
