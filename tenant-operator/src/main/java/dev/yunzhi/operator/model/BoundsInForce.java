package dev.yunzhi.operator.model;

import dev.yunzhi.api.v1alpha1.Access;
import dev.yunzhi.api.v1alpha1.Bounds;
import dev.yunzhi.api.v1alpha1.EffectiveBounds;
import dev.yunzhi.api.v1alpha1.Exposure;
import dev.yunzhi.api.v1alpha1.TermDays;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What holds for a department: what it allows itself, cut to what holds for its parent. Whatever a
 * department writes, nothing becomes allowed that an ancestor forbids.
 */
public final class BoundsInForce {

  /**
   * What a part allows.
   *
   * @param from the lowest department that narrowed it
   */
  private record Held(List<String> allowed, String from) {}

  /**
   * A value that a department may not allow.
   *
   * @param field below {@code spec.bounds}
   * @param forbiddenBy the highest department that does not allow it
   * @param allowed what that department allows
   */
  public record Excess(String field, String value, String forbiddenBy, List<String> allowed) {}

  private final List<Ancestor> path;
  private final Map<Part, Held> parts = new EnumMap<>(Part.class);

  private BoundsInForce(List<Ancestor> path) {
    this.path = path;
    path.forEach(this::narrow);
  }

  /**
   * What holds at the end of a path.
   *
   * @param path root first; empty bounds nothing
   */
  public static BoundsInForce of(List<Ancestor> path) {
    return new BoundsInForce(List.copyOf(path));
  }

  private void narrow(Ancestor by) {
    for (Part part : Part.values()) {
      List<String> own = part.of(by.spec().bounds());
      if (own != null) {
        Held above = parts.get(part);
        List<String> met = above == null ? part.widest(own) : part.meet(above.allowed(), own);
        if (above == null || !met.equals(above.allowed())) {
          parts.put(part, new Held(met, by.name()));
        }
      }
    }
  }

  /** What {@code own}, of a department right below the path, allows and may not. */
  public List<Excess> excess(Bounds own) {
    var excess = new ArrayList<Excess>();
    for (Part part : Part.values()) {
      List<String> values = part.of(own);
      if (values != null) {
        values.forEach(value -> forbidding(part, value, excess));
      }
    }
    return excess;
  }

  private void forbidding(Part part, String value, List<Excess> excess) {
    for (Ancestor ancestor : path) {
      List<String> allowed = part.of(ancestor.spec().bounds());
      if (allowed != null && !part.allows(allowed, value)) {
        excess.add(new Excess(part.field(), value, ancestor.name(), allowed));
        return;
      }
    }
  }

  /** Whether anybody bounds anything. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** As a status shows it; null when nobody bounds anything. */
  public EffectiveBounds asStatus() {
    if (isEmpty()) {
      return null;
    }
    var from = new TreeMap<String, String>();
    parts.forEach((part, held) -> from.put(part.field(), held.from()));
    return new EffectiveBounds(bounds(), from);
  }

  /** What holds, in the form in which it was written. */
  public Bounds bounds() {
    var days =
        new TermDays(
            days(Part.PRODUCTION_DAYS), days(Part.DEVELOPMENT_DAYS), days(Part.EMERGENCY_DAYS));
    return new Bounds(
        list(Part.REGISTRIES),
        list(Part.STORAGE_CLASSES),
        list(Part.INGRESS_CLASSES),
        list(Part.HOSTS),
        ceiling(Part.EXPOSURE, Exposure.class),
        list(Part.PRIORITY_CLASSES),
        list(Part.RUNTIME_CLASSES),
        list(Part.DEVICE_CLASSES),
        list(Part.SERVICE_TYPES),
        list(Part.LOAD_BALANCER_RANGES),
        list(Part.EXTERNAL_IPS),
        ceiling(Part.ACCESS, Access.class),
        days.equals(new TermDays(null, null, null)) ? null : days);
  }

  private List<String> list(Part part) {
    Held held = parts.get(part);
    return held == null ? null : held.allowed();
  }

  private <E extends Enum<E>> E ceiling(Part part, Class<E> constants) {
    List<String> one = list(part);
    return one == null ? null : Enum.valueOf(constants, one.get(0).toUpperCase(Locale.ROOT));
  }

  private Integer days(Part part) {
    List<String> one = list(part);
    return one == null ? null : Integer.valueOf(one.get(0));
  }
}
