package dev.yunzhi.e2e.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The fenced code blocks of a Markdown page. */
public final class FencedBlocks {

  private FencedBlocks() {}

  /** The blocks of one language, in their order. */
  public static List<String> of(Path page, String language) throws IOException {
    Pattern block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    return block
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
