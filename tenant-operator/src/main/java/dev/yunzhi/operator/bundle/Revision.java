package dev.yunzhi.operator.bundle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The revision of a published bundle, {@code <sequence>-<short digest>}. The sequence only grows: a
 * rollback is published as a new revision too. So an older one than that in force is a replay.
 *
 * @param sequence above 0
 */
record Revision(long sequence, String text) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,17})-[0-9a-f]{7,64}");

  /** Empty for what was not published, as the bundle in this program's image. */
  static Optional<Revision> of(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Revision(Long.parseLong(matcher.group(1)), text))
        : Optional.empty();
  }
}
