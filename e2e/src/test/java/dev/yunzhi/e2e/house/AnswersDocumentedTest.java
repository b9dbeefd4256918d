package dev.yunzhi.e2e.house;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.e2e.cluster.Programs;
import dev.yunzhi.e2e.docs.ConditionsPage;
import dev.yunzhi.operator.admission.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever is refused finds the answer in docs/conditions.md with what to do. Answers are read from
 * where they are written: admission's {@link Refusal} and the guards of the chart; the page has the
 * beginning of each.
 *
 * <p>That a test provokes an answer is seen by its words: a test that expects a text which this
 * answer has and no other. That the test sends something to get it, this cannot see.
 */
class AnswersDocumentedTest {

  private static final String ANY = "…";

  /** So many characters in common are no accident. */
  private static final int TELLING = 12;

  /** What Kubernetes says by itself, and decisions that admission judges by their status. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "exceeded quota: yunzhi",
          "User … cannot …",
          "failed calling webhook …",
          "the request has all its approvals and was carried out");

  /** Answers that are all names and reasons, and what a test expects of them. */
  private static final Map<String, String> IN_OTHER_WORDS =
      Map.of(
          Refusal.PARENT_HALTED.name(), "Department h-city is halted",
          Refusal.WRONG_PARENT.name(), "not below level County of its parent d-upper");

  private static final List<String> TESTS =
      List.of("e2e/src/test/java/dev/yunzhi/e2e", "tenant-operator/src/test/java");

  private static final Pattern MESSAGE =
      Pattern.compile("(?m)^( +)messageExpression: >-\\n((?:\\1  .*\\n)+)");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  @Test
  void eachIsOnThePage() throws IOException {
    Set<String> rows = ConditionsPage.read().answers().keySet();

    assertThat(answers().values())
        .allSatisfy(
            answer -> assertThat(rows).anySatisfy(row -> assertThat(answer).matches(begins(row))));
  }

  @Test
  void nothingOnThePageIsAnsweredByNobody() throws IOException {
    var answers = answers().values();

    assertThat(ConditionsPage.read().answers())
        .allSatisfy(
            (row, cells) -> {
              assertThat(cells).allSatisfy(cell -> assertThat(cell).isNotBlank());
              if (!NOT_OURS.contains(row)) {
                assertThat(answers).anySatisfy(answer -> assertThat(answer).matches(begins(row)));
              }
            });
  }

  @Test
  void eachIsExpectedByATest() throws IOException {
    var answers = answers();
    List<String> expected = expectedByTests();
    Set<String> unprovoked = new TreeSet<>();
    answers.forEach(
        (name, answer) -> {
          String words = IN_OTHER_WORDS.get(name);
          if (words == null
              ? expected.stream().noneMatch(text -> isOnly(text, answer, answers.values()))
              : !expected.contains(words)) {
            unprovoked.add(name);
          }
        });

    assertThat(unprovoked).isEmpty();
  }

  /** Whether a text has words of that answer which no other has. */
  private static boolean isOnly(String text, String answer, Collection<String> answers) {
    return Arrays.stream(answer.split(ANY, -1))
        .map(part -> common(text, part))
        .filter(words -> words.length() >= TELLING)
        .anyMatch(words -> answers.stream().filter(a -> a.contains(words)).count() == 1);
  }

  /** The longest text that both have. */
  private static String common(String one, String other) {
    String longest = "";
    for (int from = 0; from < one.length(); from++) {
      while (from + longest.length() < one.length()
          && other.contains(one.substring(from, from + longest.length() + 1))) {
        longest = one.substring(from, from + longest.length() + 1);
      }
    }
    return longest;
  }

  /** Texts in statements that assert something, and constants, which such statements name. */
  private static List<String> expectedByTests() throws IOException {
    var texts = new ArrayList<String>();
    for (String folder : TESTS) {
      try (Stream<Path> files = Files.walk(Programs.root().resolve(folder))) {
        for (Path file : files.filter(AnswersDocumentedTest::isTest).toList()) {
          Arrays.stream(Files.readString(file).split(";\\n", -1))
              .filter(s -> s.matches("(?s).*(assert\\w*|refused|static final String \\w+ =).*"))
              .flatMap(s -> STRING.matcher(s).results())
              .map((MatchResult r) -> r.group(1))
              .forEach(texts::add);
        }
      }
    }
    return texts;
  }

  private static boolean isTest(Path file) {
    return file.toString().endsWith(".java") && !file.getParent().endsWith("house");
  }

  /** By name, the English of each, with … for what it fills in. */
  private static Map<String, String> answers() throws IOException {
    var answers = new TreeMap<String, String>();
    for (Refusal refusal : Refusal.values()) {
      answers.put(refusal.name(), refusal.english().replaceAll("%\\d\\$s", ANY));
    }
    try (Stream<Path> files = Files.list(Programs.root().resolve("helm/yunzhi/templates/guard"))) {
      for (Path file : files.sorted().toList()) {
        List<String> messages =
            MESSAGE.matcher(Files.readString(file)).results().map(r -> r.group(2)).toList();
        for (int i = 0; i < messages.size(); i++) {
          answers.put(file.getFileName() + " " + (i + 1), english(messages.get(i)));
        }
      }
    }
    return answers;
  }

  /** What a sum of texts and other terms in CEL comes to, up to the Chinese. */
  private static String english(String cel) {
    var text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < cel.length(); i++) {
      char c = cel.charAt(i);
      if (quoted && c == '\\') {
        i++;
        text.append(depth == 0 ? cel.charAt(i) : "");
      } else if (c == '\'') {
        quoted = !quoted;
      } else if (quoted) {
        text.append(depth == 0 ? c : "");
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (depth == 0 && Character.isLetter(c) && !text.toString().endsWith(ANY)) {
        text.append(ANY);
      }
    }
    return text.toString().split(" / ", -1)[0];
  }

  /** Matches what begins as a row of the page says. */
  private static Pattern begins(String row) {
    return Pattern.compile(
        Arrays.stream(row.split(ANY, -1)).map(Pattern::quote).collect(joining(".+")) + ".*",
        Pattern.DOTALL);
  }
}
