package dev.yunzhi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does with policies that ask for too much, and with many callers. */
class EngineLimitsTest {
  private static final String REGO =
      """
      package yunzhi

      catalogue := []

      stages := []

      finding(text) := {
      	"policy": "X-001", "effect": "Deny", "message": text, "messageZh": text, "path": "$",
      	"clauses": [], "exempt": false,
      }

      findings contains finding(input.text) if input.text

      # Ten thousand million steps.
      findings contains finding("counted") if {
      	input.run == "away"
      	count([1 |
      		some a in numbers.range(1, 10000)
      		some b in numbers.range(1, 10000)
      		some c in numbers.range(1, 100)
      		a + b + c < 0
      	]) > 0
      }

      # Text of a thousand million characters.
      findings contains finding(text) if {
      	input.run == "memory"
      	text := concat("", [input.block | some _ in numbers.range(1, 1000000)])
      }

      findings contains "no finding" if input.run == "nonsense"
      """;

  private static final EngineLimits LIMITS =
      new EngineLimits(1, Duration.ofMillis(300), Duration.ofMillis(1), 256);

  /** Limits that no machine is too slow for. */
  private static final EngineLimits PATIENT =
      new EngineLimits(3, Duration.ofMinutes(1), Duration.ofMinutes(1), 64);

  @TempDir private static Path folder;
  private static PolicyEngine engine;
  private static PolicyEngine patient;

  @BeforeAll
  static void load() throws Exception {
    PolicyBundle bundle = Opa.build(folder, REGO);
    engine = PolicyEngine.load(bundle, LIMITS);
    patient = PolicyEngine.load(bundle, PATIENT);
  }

  @AfterAll
  static void close() {
    engine.close();
    patient.close();
  }

  @Test
  void aPolicyThatRunsAwayIsStoppedAndItsInstanceReplaced() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> whenFree(run("away")))
          .isInstanceOf(EvaluationTimeoutException.class)
          .hasMessage("the policies took longer than 300 ms and were stopped");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    assertThat(whenFree(text("after"))).extracting(Finding::message).containsExactly("after");
  }

  @Test
  void aPolicyThatTakesTooMuchMemoryIsStopped() throws Exception {
    ObjectNode input = run("memory");
    input.put("block", "x".repeat(1000));
    assertThatThrownBy(() -> patient.evaluate(input))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("the policies could not be evaluated: OPA aborted: opa_malloc: failed");
    assertThat(patient.evaluate(text("after")))
        .extracting(Finding::message)
        .containsExactly("after");
  }

  @Test
  void anInputTooLargeForTheMemoryIsRefused() throws Exception {
    assertThatThrownBy(() -> patient.evaluate(text("x".repeat(70 << 20))))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("is too large");
    assertThat(patient.evaluate(text("after")))
        .extracting(Finding::message)
        .containsExactly("after");
  }

  @Test
  void inputsThatMakeTheMemoryGrowLeaveNothingBehind() throws Exception {
    for (int size : new int[] {1, 1 << 19, 1, 1 << 20, 3 << 18, 1}) {
      String text = "税".repeat(size);
      assertThat(patient.evaluate(text(text))).extracting(Finding::message).containsExactly(text);
    }
  }

  @Test
  void anAnswerThatIsNoFindingIsAnError() {
    assertThatThrownBy(() -> patient.evaluate(run("nonsense")))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("a policy answered what is no finding");
  }

  @Test
  void aCallerBeyondTheInstancesWaitsNoLongerThanItMay() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<List<Finding>> away = thread.submit(() -> whenFree(run("away")));
      assertThatThrownBy(
              () -> {
                while (!away.isDone()) {
                  engine.evaluate(text("second"));
                }
              })
          .isInstanceOf(EngineBusyException.class)
          .hasMessage("no policy instance became free within 1 ms");
      assertThatThrownBy(away::get).hasCauseInstanceOf(EvaluationTimeoutException.class);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void manyThreadsGetEachTheirOwnAnswer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Finding>>> answers = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        String text = "text " + i;
        answers.add(threads.submit(() -> patient.evaluate(text(text))));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).extracting(Finding::message).containsExactly("text " + i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInterruptOfTheCallersOwnIsKept() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> patient.evaluate(text("x"))).isInstanceOf(EvaluationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(patient.evaluate(text("after"))).hasSize(1);
  }

  @Test
  void limitsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new EngineLimits(0, Duration.ofSeconds(1), Duration.ZERO, 64))
        .hasMessage("instances is 0; it must be at least 1");
    assertThatThrownBy(() -> new EngineLimits(1, Duration.ZERO, Duration.ZERO, 64))
        .hasMessage("timeLimit is PT0S; it must be longer than zero");
    assertThatThrownBy(() -> new EngineLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(-1), 64))
        .hasMessage("maxWait is PT-1S; it must be zero or longer");
    assertThatThrownBy(() -> new EngineLimits(1, Duration.ofSeconds(1), Duration.ZERO, 1))
        .hasMessage("memoryMebibytes is 1; it must be from 4 to 2048");
  }

  /** As soon as the engine's instance, which may have to be replaced first, is free. */
  private static List<Finding> whenFree(ObjectNode input) throws EvaluationException {
    while (true) {
      try {
        return engine.evaluate(input);
      } catch (EngineBusyException e) {
        // It has waited for the instance, and goes on waiting.
      }
    }
  }

  private static ObjectNode run(String what) {
    return Reviews.JSON.createObjectNode().put("run", what);
  }

  private static ObjectNode text(String text) {
    return Reviews.JSON.createObjectNode().put("text", text);
  }
}
