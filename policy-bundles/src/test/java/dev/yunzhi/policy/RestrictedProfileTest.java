package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** SEC-016 finds exactly what the restricted profile forbids, in pods that are made up. */
class RestrictedProfileTest {
  private static final List<String> SORTS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private static PolicyEngine engine;

  @BeforeContainer
  static void load() throws Exception {
    engine = PolicyEngine.load(PolicyBundle.builtIn(), EngineLimits.defaults());
  }

  @AfterContainer
  static void close() {
    engine.close();
  }

  /** One value of one field of the pod ({@code sort} is empty) or of its container of a sort. */
  record Choice(String sort, RestrictedFields.Field field, JsonNode value, boolean allowed) {
    /** Two ways to probe are one place. */
    String place() {
      return sort + field.pointer();
    }

    String path() {
      return sort.isEmpty() ? "$.spec." + field.found() : "$.spec." + sort + "[0]." + field.found();
    }
  }

  @Property(tries = 400)
  void whatIsForbiddenIsFoundAndNothingElse(@ForAll("choices") List<Choice> choices)
      throws EvaluationException {
    ObjectNode pod = Reviews.allowedPodSpec();
    SORTS.forEach(sort -> pod.set(sort, pod.path("containers").deepCopy()));
    Set<String> forbidden = new HashSet<>();
    for (Choice choice : choices) {
      ObjectNode spec =
          choice.sort().isEmpty() ? pod : (ObjectNode) pod.at("/" + choice.sort() + "/0");
      choice.field().set(spec, choice.value());
      if (!choice.allowed()) {
        forbidden.add(choice.path());
      }
    }
    assertThat(foundIn(pod)).isEqualTo(forbidden);
  }

  @Property
  void aContainerInheritsFromItsPod(
      @ForAll("runAsNonRoot") String ofPod, @ForAll("runAsNonRoot") String ofContainer)
      throws EvaluationException {
    ObjectNode pod = Reviews.allowedPodSpec();
    set(pod, ofPod);
    set((ObjectNode) pod.at("/containers/0"), ofContainer);
    Set<String> forbidden = new HashSet<>();
    if (ofPod.equals("false")) {
      forbidden.add("$.spec.securityContext.runAsNonRoot");
    }
    if (!(ofContainer.equals("absent") ? ofPod : ofContainer).equals("true")) {
      forbidden.add("$.spec.containers[0].securityContext.runAsNonRoot");
    }
    assertThat(foundIn(pod)).isEqualTo(forbidden);
  }

  private static void set(ObjectNode spec, String value) {
    ObjectNode context = spec.withObjectProperty("securityContext");
    if (value.equals("absent")) {
      context.remove("runAsNonRoot");
    } else {
      context.put("runAsNonRoot", Boolean.parseBoolean(value));
    }
  }

  /** Each container must have a profile, its own or its pod's. */
  @Property
  void aContainerHasTheProfileOfItsPod(
      @ForAll("seccomp") String ofPod, @ForAll("seccomp") String ofContainer)
      throws EvaluationException {
    ObjectNode pod = Reviews.allowedPodSpec();
    setSeccomp(pod, ofPod);
    setSeccomp((ObjectNode) pod.at("/containers/0"), ofContainer);
    Set<String> forbidden = new HashSet<>();
    if (ofPod.equals("Unconfined")) {
      forbidden.add("$.spec.securityContext.seccompProfile.type");
    }
    if (ofContainer.equals("Unconfined")
        || (ofPod.equals("absent") && ofContainer.equals("absent"))) {
      forbidden.add("$.spec.containers[0].securityContext.seccompProfile.type");
    }
    assertThat(foundIn(pod)).isEqualTo(forbidden);
  }

  private static void setSeccomp(ObjectNode spec, String value) {
    ObjectNode context = spec.withObjectProperty("securityContext");
    if (value.equals("absent")) {
      context.remove("seccompProfile");
    } else {
      context.putObject("seccompProfile").put("type", value);
    }
  }

  private static Set<String> foundIn(ObjectNode pod) throws EvaluationException {
    Set<String> paths = new HashSet<>();
    for (Finding finding : engine.evaluate(Reviews.createPod(pod))) {
      assertThat(finding.policy()).as(finding.toString()).isEqualTo("SEC-016");
      paths.add(finding.path());
    }
    return paths;
  }

  @Provide
  static Arbitrary<String> seccomp() {
    return Arbitraries.of("RuntimeDefault", "Unconfined", "absent");
  }

  @Provide
  static Arbitrary<String> runAsNonRoot() {
    return Arbitraries.of("true", "false", "absent");
  }

  @Provide
  static Arbitrary<List<Choice>> choices() {
    Arbitrary<Choice> ofPods = choice(Arbitraries.of(""), RestrictedFields.OF_PODS);
    Arbitrary<Choice> ofContainers = choice(Arbitraries.of(SORTS), RestrictedFields.OF_CONTAINERS);
    return Arbitraries.oneOf(ofPods, ofContainers)
        .list()
        .uniqueElements(Choice::place)
        .ofMaxSize(8);
  }

  private static Arbitrary<Choice> choice(
      Arbitrary<String> sorts, List<RestrictedFields.Field> fields) {
    return Combinators.combine(sorts, Arbitraries.of(fields), Arbitraries.of(true, false))
        .flatAs(
            (sort, field, allowed) ->
                Arbitraries.of(allowed ? field.allowed() : field.forbidden())
                    .map(value -> new Choice(sort, field, value, allowed)));
  }
}
