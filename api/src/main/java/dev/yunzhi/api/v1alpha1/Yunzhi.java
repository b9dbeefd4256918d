package dev.yunzhi.api.v1alpha1;

import java.time.ZoneId;

/** Names that every part of Yunzhi agrees on. */
public final class Yunzhi {

  /** API group of all kinds. */
  public static final String GROUP = "yunzhi.dev";

  /** The one served version. */
  public static final String VERSION = "v1alpha1";

  /** Namespace of Yunzhi's own parts, unless configured otherwise. */
  public static final String SYSTEM_NAMESPACE = "yunzhi-system";

  /** Field manager of the operator's server-side applies. */
  public static final String FIELD_MANAGER = "yunzhi-operator";

  /** Field manager of budgets and allocations: written by compare-and-swap alone. */
  public static final String BUDGET_FIELD_MANAGER = "yunzhi-budget";

  /** Field manager of what reforms change in other objects. */
  public static final String REFORM_FIELD_MANAGER = "yunzhi-reform";

  /** Field manager of what the control-plane says of policies. */
  public static final String CONTROL_PLANE_FIELD_MANAGER = "yunzhi-control-plane";

  /** Days of specs and statuses begin and end by its clock: all of China has Beijing's time. */
  public static final String TIME_ZONE = "Asia/Shanghai";

  /** The zone {@link #TIME_ZONE}. */
  public static final ZoneId BEIJING = ZoneId.of(TIME_ZONE);

  /** Pattern: the id of a rule of the policy bundle, e.g. {@code SEC-019}. */
  public static final String POLICY_ID = "^[A-Z]{2,10}-[0-9]{3}$";

  /** Pattern: the name of an object, as most kinds have it. */
  static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  /** Pattern: a day, e.g. {@code 2026-11-24}. */
  static final String DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

  /** Nothing that a province builds costs more; a hundredfold fits into a double exactly. */
  static final long MOST_YUAN = 99_999_999_999L;

  /** Pattern: a decimal of zero or more, e.g. {@code 45.50}. */
  static final String DECIMAL = "^[0-9]{1,12}([.][0-9]{1,6})?$";

  /**
   * CEL: the string is an RFC 3339 instant with a zone; a day that the calendar lacks fails in
   * {@code timestamp}.
   */
  static final String IS_INSTANT =
      "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$')"
          + " && timestamp(self) > timestamp('2000-01-01T00:00:00Z')";

  /** CEL: the string is a day of the calendar; one that it lacks fails in {@code timestamp}. */
  static final String IS_DAY =
      "self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') && timestamp(self + 'T00:00:00Z') >"
          + " timestamp('2000-01-01T00:00:00Z')";

  /** What {@link #IS_DAY} answers otherwise. */
  static final String NO_DAY = "must be a day of this century, e.g. 2027-12-31";

  /** CEL: a map of resources does not name one of them by two names. */
  static final String NO_ALIAS_TWICE =
      "!('cpu' in self && 'requests.cpu' in self) && !('memory' in self && 'requests.memory' in"
          + " self) && !('ephemeral-storage' in self && 'requests.ephemeral-storage' in self)";

  /** What {@link #NO_ALIAS_TWICE} answers otherwise. */
  static final String ALIAS_TWICE =
      "cpu, memory and ephemeral-storage are the same resources as requests.cpu,"
          + " requests.memory and requests.ephemeral-storage; name each once";

  /** What {@link #IS_INSTANT} answers otherwise. */
  static final String NO_INSTANT =
      "must be an RFC 3339 instant, e.g. 2027-12-31T23:59:59Z or 2027-12-31T23:59:59+08:00";

  private Yunzhi() {}
}
