package dev.yunzhi.policy.gatekeeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which actions a constraint takes at which enforcement point. Immutable. */
final class Enforcement {
  private static final String SCOPED = "scoped";
  private static final String EVERYWHERE = "*";

  private final Map<EnforcementPoint, Set<EnforcementAction>> actions;

  private Enforcement(Map<EnforcementPoint, Set<EnforcementAction>> actions) {
    this.actions = actions;
  }

  /**
   * Reads {@code enforcementAction} and {@code scopedEnforcementActions} of a constraint's spec.
   */
  static Enforcement parse(JsonNode spec) throws RefusedException {
    String text = Fields.text(spec, "spec", "enforcementAction");
    Map<EnforcementPoint, Set<EnforcementAction>> actions = new EnumMap<>(EnforcementPoint.class);
    for (EnforcementPoint point : EnforcementPoint.values()) {
      actions.put(point, EnumSet.noneOf(EnforcementAction.class));
    }
    if (text.equals(SCOPED)) {
      scoped(spec, actions);
    } else {
      EnforcementAction everywhere =
          text.isEmpty()
              ? EnforcementAction.DENY
              : EnforcementAction.of(text)
                  .orElseThrow(
                      () ->
                          new RefusedException(
                              "spec.enforcementAction",
                              "\"" + text + "\" is none of deny, warn, dryrun, scoped"));
      actions.values().forEach(at -> at.add(everywhere));
    }
    return new Enforcement(actions);
  }

  private static void scoped(JsonNode spec, Map<EnforcementPoint, Set<EnforcementAction>> actions)
      throws RefusedException {
    List<JsonNode> scopes = Fields.items(spec, "spec", "scopedEnforcementActions");
    if (scopes.isEmpty()) {
      throw new RefusedException(
          "spec.scopedEnforcementActions",
          "enforcementAction scoped needs at least one, with action and enforcementPoints");
    }
    for (int i = 0; i < scopes.size(); i++) {
      String field = "spec.scopedEnforcementActions[" + i + "]";
      String text = Fields.text(scopes.get(i), field, "action");
      EnforcementAction action =
          EnforcementAction.of(text.toLowerCase(Locale.ROOT))
              .orElseThrow(
                  () ->
                      new RefusedException(
                          field + ".action", "\"" + text + "\" is none of deny, warn, dryrun"));
      List<JsonNode> points = Fields.items(scopes.get(i), field, "enforcementPoints");
      if (points.isEmpty()) {
        throw new RefusedException(field + ".enforcementPoints", "there must be at least one");
      }
      for (JsonNode point : points) {
        for (EnforcementPoint at : points(point, field + ".enforcementPoints")) {
          actions.get(at).add(action);
        }
      }
    }
  }

  private static Set<EnforcementPoint> points(JsonNode point, String field)
      throws RefusedException {
    String name = Fields.text(point, field, "name");
    if (name.equals(EVERYWHERE)) {
      return EnumSet.allOf(EnforcementPoint.class);
    }
    return EnumSet.of(
        EnforcementPoint.of(name)
            .orElseThrow(
                () ->
                    new RefusedException(
                        field,
                        "\""
                            + name
                            + "\" is none of validation.gatekeeper.sh, audit.gatekeeper.sh,"
                            + " gator.gatekeeper.sh, vap.k8s.io, *")));
  }

  /** What is done there; nothing where the constraint does not hold. */
  Set<EnforcementAction> at(EnforcementPoint point) {
    return Collections.unmodifiableSet(actions.get(point));
  }
}
