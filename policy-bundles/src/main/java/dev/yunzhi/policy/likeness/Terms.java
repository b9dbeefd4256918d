package dev.yunzhi.policy.likeness;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is compared by: each two neighbouring Chinese characters, and each word of Latin
 * letters or digits. Chinese is written without spaces, and pairs of characters need no dictionary.
 * Pure.
 *
 * @param telling what tells one text from another
 * @param filler what names of projects are filled up with, and says little
 */
record Terms(Set<String> telling, Set<String> filler) {

  /**
   * Words that stand in the names of projects of every kind. The list is ours; a longer word comes
   * before those that it contains.
   */
  private static final List<String> FILLER =
      List.of(
          "升级改造", "信息化", "数字化", "智能化", "一体化", "信息", "系统", "平台", "项目", "工程", "建设", "升级", "改造", "综合",
          "应用", "软件", "智慧", "数字", "智能", "一期", "二期", "三期", "四期", "采购", "开发");

  /** Short forms that offices go by, for what they stand for. The list is ours. */
  private static final Map<String, String> SHORT_FORMS = shortForms();

  private static final Pattern FILLERS = Pattern.compile(String.join("|", FILLER));
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}年度?");

  /** Places of two characters at the beginning; 智慧市场 is none. */
  private static final Pattern PLACES =
      Pattern.compile("^(?:\\p{IsHan}{2}(?:省|市(?!场|政|民|容)|县(?!域)|区(?!域|块))(?=\\p{IsHan}{2}))+");

  private static final Pattern PARTS =
      Pattern.compile("\\p{IsHan}+|[\\p{Alnum}&&[^\\p{IsHan}]][\\p{Alnum}._-]*");

  /** Takes a text apart; an empty one has no terms. */
  static Terms of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    plain = YEAR.matcher(plain).replaceAll(" ");
    plain = PLACES.matcher(plain.strip()).replaceFirst("");
    for (Map.Entry<String, String> form : SHORT_FORMS.entrySet()) {
      plain = plain.replace(form.getKey(), form.getValue());
    }
    var filler = new HashSet<String>();
    Matcher fillers = FILLERS.matcher(plain);
    var rest = new StringBuilder();
    while (fillers.find()) {
      filler.add(fillers.group());
      fillers.appendReplacement(rest, " ");
    }
    fillers.appendTail(rest);
    var telling = new HashSet<String>();
    Matcher parts = PARTS.matcher(rest);
    while (parts.find()) {
      pairs(parts.group(), telling);
    }
    return new Terms(telling, filler);
  }

  private static void pairs(String part, Set<String> pairs) {
    boolean chinese = Character.isIdeographic(part.codePointAt(0));
    int[] characters = part.codePoints().toArray();
    if (!chinese || characters.length == 1) {
      pairs.add(part);
      return;
    }
    for (int i = 0; i + 1 < characters.length; i++) {
      pairs.add(new String(characters, i, 2));
    }
  }

  /** In this order, for one may come out of another. */
  private static Map<String, String> shortForms() {
    var forms = new LinkedHashMap<String, String>();
    forms.put("医保", "医疗保险");
    forms.put("社保", "社会保险");
    forms.put("卫健", "卫生健康");
    forms.put("人社", "人力资源和社会保障");
    forms.put("城管", "城市管理");
    forms.put("市监", "市场监管");
    forms.put("文旅", "文化旅游");
    return forms;
  }
}
