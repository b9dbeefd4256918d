package dev.yunzhi.e2e.docs;

import dev.yunzhi.e2e.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/conditions.md, read as what it is made of: a heading for each kind, and under it a table of
 * what it can say; and a table of the answers of the API server.
 *
 * @param said what it means and what to do, by e.g. {@code Tenant Ready=False QuotaMoving} or
 *     {@code Tenant event Resumed}
 * @param answers the same, by what is answered
 */
public record ConditionsPage(Map<String, List<String>> said, Map<String, List<String>> answers) {

  private static final String ANSWERS = "Answers";
  private static final Pattern HEADING = Pattern.compile("## (\\w+).*");
  private static final Pattern CONDITION = Pattern.compile("`(\\w+=(?:True|False))`, `(\\w+)`");
  private static final Pattern EVENT = Pattern.compile("event `(\\w+)`");
  private static final Pattern ANSWER = Pattern.compile("`([^`]+)`");

  /** Reads it as it lies here. */
  public static ConditionsPage read() throws IOException {
    var said = new LinkedHashMap<String, List<String>>();
    var answers = new LinkedHashMap<String, List<String>>();
    String heading = null;
    for (String line : Files.readAllLines(Programs.root().resolve("docs/conditions.md"))) {
      Matcher found = HEADING.matcher(line);
      if (found.matches()) {
        heading = found.group(1);
      } else if (heading != null
          && line.startsWith("|")
          && !line.matches("\\| condition.*|\\|-.*|\\| answer.*")) {
        List<String> cells = cells(line);
        var rows = heading.equals(ANSWERS) ? answers : said;
        String key = heading.equals(ANSWERS) ? answer(cells.get(0)) : heading + key(cells.get(0));
        if (rows.put(key, cells.subList(1, 3)) != null) {
          throw new IllegalStateException("docs/conditions.md has two rows of " + key);
        }
      }
    }
    return new ConditionsPage(said, answers);
  }

  private static List<String> cells(String line) {
    List<String> cells =
        Arrays.stream(line.substring(1).split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
    if (cells.size() != 4) {
      throw new IllegalStateException("docs/conditions.md: not three cells in " + line);
    }
    return cells;
  }

  private static String key(String cell) {
    Matcher condition = CONDITION.matcher(cell);
    if (condition.matches()) {
      return " " + condition.group(1) + " " + condition.group(2);
    }
    Matcher event = EVENT.matcher(cell);
    if (event.matches()) {
      return " event " + event.group(1);
    }
    throw new IllegalStateException("docs/conditions.md: neither condition nor event: " + cell);
  }

  private static String answer(String cell) {
    Matcher answer = ANSWER.matcher(cell);
    if (!answer.matches()) {
      throw new IllegalStateException("docs/conditions.md: not one answer: " + cell);
    }
    return answer.group(1);
  }
}
