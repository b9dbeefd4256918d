package dev.yunzhi.audit.register;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.register.AssetCard.Place;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a card of texts, or tells all that is wrong with them. Immutable, thread-safe. */
public final class CardReader {
  private static final int MOST_CHARACTERS = 200;
  private static final int MOST_YEARS = 100;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern CATEGORY = Pattern.compile("A([0-9]{2}){1,4}");
  private static final Pattern YUAN = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,2})?");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,2})?");
  private static final Pattern DAY = Pattern.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})");
  private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,8})?");
  private static final Pattern YES = Pattern.compile("(?i)yes|true|是");
  private static final Pattern NO = Pattern.compile("(?i)no|false|否");

  private final ValueRules rules;
  private final LocalDate today;
  private final Departments departments;

  /**
   * Reads cards as of a day.
   *
   * @param today nothing was acquired after it
   */
  public CardReader(ValueRules rules, LocalDate today, Departments departments) {
    this.rules = rules;
    this.today = today;
    this.departments = departments;
  }

  /**
   * What became of a card.
   *
   * @param card null when there are complaints
   */
  public record Result(AssetCard card, List<Complaint> complaints) {
    public Result {
      complaints = List.copyOf(complaints);
    }
  }

  /**
   * Reads one card.
   *
   * @param texts by field; what is absent or empty was not given. Space around them does not count
   */
  public Result read(Map<CardField, String> texts) {
    Map<CardField, String> given = new EnumMap<>(CardField.class);
    texts.forEach(
        (field, text) -> {
          String bare = text.strip();
          if (!bare.isEmpty()) {
            given.put(field, bare);
          }
        });
    String word = given.get(CardField.KIND);
    Optional<RegisterKind> kind = word == null ? Optional.empty() : RegisterKind.named(word);
    if (kind.isEmpty()) {
      String all = Bilingual.list(RegisterKind.values());
      return new Result(
          null,
          List.of(
              word == null
                  ? new Complaint(
                      CardField.KIND,
                      "",
                      "is missing; it must be one of " + all,
                      "缺少；须为以下之一：" + all)
                  : new Complaint(
                      CardField.KIND,
                      word,
                      "is no kind; it must be one of " + all,
                      "不是资产种类；须为以下之一：" + all)));
    }
    return new Reading(kind.get(), given).result();
  }

  /** One card on its way. */
  private final class Reading {
    private final RegisterKind kind;
    private final Map<CardField, String> given;
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<Complaint> warnings = new ArrayList<>();
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    Reading(RegisterKind kind, Map<CardField, String> given) {
      this.kind = kind;
      this.given = given;
    }

    Result result() {
      for (CardField field : kind.required()) {
        if (!given.containsKey(field)) {
          complaints.add(Complaint.missing(field, kind));
        }
      }
      for (CardField field : given.keySet()) {
        if (!kind.has(field)) {
          complain(
              field,
              "belongs to no %s; leave it empty".formatted(kind.word()),
              "%s没有该项；请留空".formatted(kind.chinese()));
        }
      }
      matching(
          CardField.CODE,
          CODE,
          "letters, digits, '.', '_' and '-', 63 at most, such as ZJ-2026-000123",
          "字母、数字、点、下划线和连字符，最多 63 个字符，例如 ZJ-2026-000123");
      String label = "lower-case letters, digits and '-', 63 at most";
      String labelZh = "小写字母、数字和连字符，最多 63 个字符";
      matching(CardField.TENANT, NAME, label, labelZh);
      matching(CardField.PROJECT, NAME, label, labelZh);
      department();
      for (CardField field :
          List.of(
              CardField.TITLE,
              CardField.SPECIFICATION,
              CardField.CUSTODIAN,
              CardField.PLACE,
              CardField.FUND_SOURCE,
              CardField.APPROVAL,
              CardField.NETWORK_ZONE)) {
        text(field);
      }
      category();
      word(CardField.STATE, UseState.values(), UseState.IN_USE);
      word(CardField.DATA_CLASS, DataClass.values(), null);
      protectionLevel();
      yuan(CardField.ORIGINAL_VALUE);
      yuan(CardField.MONTHLY_FEE);
      if (matching(
          CardField.RESIDUAL_PERCENT,
          PERCENT,
          "a percentage from 0 to 99.99, such as 5",
          " 0 至 99.99 的百分数，例如 5")) {
        document.put(
            CardField.RESIDUAL_PERCENT.word(),
            new BigDecimal(given.get(CardField.RESIDUAL_PERCENT)));
      }
      word(CardField.FIRST_MONTH, FirstMonth.values(), null);
      days();
      Place place = place();
      if (!complaints.isEmpty()) {
        return new Result(null, complaints);
      }
      return new Result(
          new AssetCard(
              kind,
              given.get(CardField.CODE),
              AssetFacts.of(
                  given.get(CardField.DEPARTMENT),
                  given.get(CardField.TENANT),
                  given.get(CardField.PROJECT),
                  document),
              place,
              warnings),
          List.of());
    }

    private void complain(CardField field, String problem, String problemZh) {
      complaints.add(new Complaint(field, given.getOrDefault(field, ""), problem, problemZh));
    }

    private boolean isGiven(CardField field) {
      return given.containsKey(field) && kind.has(field);
    }

    private boolean matching(CardField field, Pattern pattern, String right, String rightZh) {
      if (!isGiven(field)) {
        return false;
      }
      if (pattern.matcher(given.get(field)).matches()) {
        return true;
      }
      complain(field, "must be " + right, "须为" + rightZh);
      return false;
    }

    private void department() {
      if (!isGiven(CardField.DEPARTMENT)) {
        return;
      }
      switch (departments.of(given.get(CardField.DEPARTMENT))) {
        case OWN -> {}
        case ANOTHERS ->
            complain(
                CardField.DEPARTMENT,
                "is not yours; it must be your own department or one below it",
                "不属于您；须为本部门或其下级部门");
        case UNKNOWN ->
            complain(
                CardField.DEPARTMENT,
                "is no department; it must be the name of one, as kubectl get departments lists"
                    + " them",
                "不是已登记的部门；须为部门名称（见 kubectl get departments）");
      }
    }

    private void text(CardField field) {
      if (!isGiven(field)) {
        return;
      }
      String text = given.get(field);
      if (text.length() > MOST_CHARACTERS) {
        complain(
            field,
            "has %d characters; it must have %d at most".formatted(text.length(), MOST_CHARACTERS),
            "共 %d 个字符；最多 %d 个".formatted(text.length(), MOST_CHARACTERS));
      } else if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || isHalf(c))) {
        complain(
            field,
            "holds a control character or a broken one; it must be one line of text",
            "含有控制字符或损坏的字符；须为单行文字");
      } else if (text.indexOf('\ufffd') >= 0) {
        complain(
            field,
            "holds bytes that are no character of the file's encoding; save the file as UTF-8 or"
                + " GB18030",
            "含有不属于文件编码的字节；请以 UTF-8 或 GB18030 保存文件");
      } else {
        document.put(field.word(), text);
      }
    }

    private static boolean isHalf(int codePoint) {
      return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void category() {
      if (matching(
          CardField.CATEGORY,
          CATEGORY,
          "a code of GB/T 14885, a letter and two to eight digits, such as A02010104",
          " GB/T 14885 的分类代码，一个字母加两至八位数字，例如 A02010104")) {
        document.put(CardField.CATEGORY.word(), given.get(CardField.CATEGORY));
      }
    }

    private <T extends Bilingual> void word(CardField field, T[] words, T otherwise) {
      if (!isGiven(field)) {
        if (otherwise != null) {
          document.put(field.word(), otherwise.word());
        }
        return;
      }
      Bilingual.find(words, given.get(field))
          .ifPresentOrElse(
              found -> document.put(field.word(), found.word()),
              () ->
                  complain(
                      field,
                      "must be one of " + Bilingual.list(words),
                      "须为以下之一：" + Bilingual.list(words)));
    }

    private void protectionLevel() {
      if (matching(
          CardField.PROTECTION_LEVEL,
          Pattern.compile("[1-4]"),
          "a level from 1 to 4",
          "等级 1 至 4")) {
        document.put(
            CardField.PROTECTION_LEVEL.word(),
            Integer.parseInt(given.get(CardField.PROTECTION_LEVEL)));
      }
    }

    private void yuan(CardField field) {
      if (matching(
          field,
          YUAN,
          "an amount in yuan without separators, such as 86000 or 86000.50, below 10 000 000 000"
              + " 000",
          "以元计的金额，不含千分位分隔符，例如 86000 或 86000.50，且小于 10 万亿")) {
        document.put(field.word(), new BigDecimal(given.get(field)));
      }
    }

    private void days() {
      LocalDate acquired = day(CardField.ACQUIRED);
      if (acquired != null && acquired.isAfter(today)) {
        complain(
            CardField.ACQUIRED, "lies ahead; it must not be after " + today, "晚于今天；不得晚于 " + today);
      }
      LocalDate expires = day(CardField.EXPIRES);
      if (acquired != null && expires != null && expires.isBefore(acquired)) {
        complain(
            CardField.EXPIRES,
            "is before the day of acquisition, %s; it must not be".formatted(acquired),
            "早于取得日期 %s".formatted(acquired));
      }
      if (kind.treatment().isValued()) {
        life(expires != null);
      }
    }

    private LocalDate day(CardField field) {
      if (!isGiven(field)) {
        return null;
      }
      Matcher parts = DAY.matcher(given.get(field));
      if (parts.matches()) {
        try {
          LocalDate day =
              LocalDate.of(
                  Integer.parseInt(parts.group(1)),
                  Integer.parseInt(parts.group(2)),
                  Integer.parseInt(parts.group(3)));
          document.put(field.word(), day.toString());
          return day;
        } catch (DateTimeException e) {
          // Said below, as of any other text.
        }
      }
      complain(
          field, "must be a day such as 2026-01-31 or 2026/1/31", "须为日期，例如 2026-01-31 或 2026/1/31");
      return null;
    }

    private void life(boolean expires) {
      String category = document.path(CardField.CATEGORY.word()).asText();
      int floor = rules.floorYears(category);
      if (isGiven(CardField.LIFE_YEARS)) {
        String text = given.get(CardField.LIFE_YEARS);
        int years = text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : MOST_YEARS + 1;
        if (years > MOST_YEARS) {
          complain(
              CardField.LIFE_YEARS,
              "must be whole years from 1 to " + MOST_YEARS,
              "须为 1 至 %d 的整数年".formatted(MOST_YEARS));
          return;
        }
        document.put(CardField.LIFE_YEARS.word(), years);
        if (years < floor) {
          warnings.add(
              new Complaint(
                  CardField.LIFE_YEARS,
                  text,
                  "is below the floor of %d years for category %s (财会〔2017〕4号)"
                      .formatted(floor, category),
                  "低于分类 %2$s 的最低使用年限 %1$d 年（财会〔2017〕4号）".formatted(floor, category)));
        }
      } else if (kind.treatment() == Treatment.DEPRECIATES || !expires) {
        if (floor > 0) {
          document.put(CardField.LIFE_YEARS.word(), floor);
        } else if (!category.isEmpty()) {
          complain(
              CardField.LIFE_YEARS,
              "is missing, and no floor is set for category %s; it must be whole years"
                  .formatted(category),
              "缺少，且分类 %s 没有规定最低年限；须填写整数年".formatted(category));
        }
      }
    }

    private Place place() {
      BigDecimal longitude = degrees(CardField.LONGITUDE, 180);
      BigDecimal latitude = degrees(CardField.LATITUDE, 90);
      if (longitude == null ^ latitude == null) {
        CardField absent = longitude == null ? CardField.LONGITUDE : CardField.LATITUDE;
        if (!given.containsKey(absent) && !kind.required().contains(absent)) {
          complain(absent, "is missing beside the other coordinate", "缺少；经度和纬度须同时填写");
        }
      }
      word(CardField.DEVICE_TYPE, DeviceType.values(), null);
      Boolean shared = shared();
      if (longitude == null || latitude == null || shared == null) {
        return null;
      }
      return Bilingual.find(DeviceType.values(), given.getOrDefault(CardField.DEVICE_TYPE, ""))
          .map(type -> new Place(longitude.doubleValue(), latitude.doubleValue(), type, shared))
          .orElse(null);
    }

    private BigDecimal degrees(CardField field, int most) {
      if (!isGiven(field)) {
        return null;
      }
      if (DEGREES.matcher(given.get(field)).matches()) {
        BigDecimal degrees = new BigDecimal(given.get(field));
        if (degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0) {
          document.put(field.word(), degrees);
          return degrees;
        }
      }
      complain(
          field,
          "must be degrees from -%1$d to %1$d, such as 120.15".formatted(most),
          "须为 -%1$d 至 %1$d 的度数，例如 120.15".formatted(most));
      return null;
    }

    private Boolean shared() {
      if (!isGiven(CardField.SHARED)) {
        return null;
      }
      String text = given.get(CardField.SHARED);
      boolean yes = YES.matcher(text).matches();
      if (!yes && !NO.matcher(text).matches()) {
        complain(CardField.SHARED, "must be yes/是 or no/否", "须为 yes/是 或 no/否");
        return null;
      }
      document.put(CardField.SHARED.word(), yes);
      return yes;
    }
  }
}
