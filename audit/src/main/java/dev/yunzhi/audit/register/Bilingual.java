package dev.yunzhi.audit.register;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of some words that are written in English or in Chinese. */
interface Bilingual {
  /** The English word: the one that is stored. */
  String word();

  String chinese();

  /** The one that a text names in either language, in any case. */
  static <T extends Bilingual> Optional<T> find(T[] all, String text) {
    return Arrays.stream(all)
        .filter(
            one ->
                one.word().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))
                    || one.chinese().equals(text))
        .findFirst();
  }

  /** All of them for a message, {@code InUse/在用, Idle/闲置}. */
  static <T extends Bilingual> String list(T[] all) {
    return Arrays.stream(all)
        .map(one -> one.word() + "/" + one.chinese())
        .collect(Collectors.joining(", "));
  }
}
