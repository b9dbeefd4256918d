package dev.yunzhi.operator.budget;

/**
 * Who has a part of a department's budget.
 *
 * @param key {@code Tenant/<name>} or {@code Department/<name>}
 * @param uid null while the holder is only about to be made
 */
public record Holder(String key, String uid) {

  private static final String TENANT = "Tenant/";
  private static final String DEPARTMENT = "Department/";

  public static Holder tenant(String name, String uid) {
    return new Holder(TENANT + name, uid);
  }

  public static Holder department(String name, String uid) {
    return new Holder(DEPARTMENT + name, uid);
  }

  public boolean isTenant() {
    return key.startsWith(TENANT);
  }

  public String name() {
    return key.substring(key.indexOf('/') + 1);
  }

  /** For people. */
  @Override
  public String toString() {
    return key.replace('/', ' ');
  }
}
