package dev.yunzhi.audit.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yunzhi.audit.InvalidFieldException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardFileTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final String HEADINGS = "种类,资产编号,部门,保管人,资产分类,取得日期,原值,使用年限,存放地点,规格型号\n";
  private static final String RIGHT =
      "服务器,ZJ-1,tax,李工,A02010104,2026/1/31,86400.00,6,省局机房,\"8 核, \"\"双电源\"\"\n第二行\"\n";

  private static final CardReader READER =
      new CardReader(
          ValueRules.DEFAULT,
          TODAY,
          name ->
              switch (name) {
                case "tax" -> Departments.Standing.OWN;
                case "audit" -> Departments.Standing.ANOTHERS;
                default -> Departments.Standing.UNKNOWN;
              });

  @TempDir private Path folder;

  private final List<AssetCard> cards = new ArrayList<>();
  private final List<LineError> errors = new ArrayList<>();

  private long read(byte[] bytes, String encoding) throws IOException {
    Path file = Files.write(folder.resolve("cards.csv"), bytes);
    return CardFile.of(file, encoding)
        .read(
            READER,
            new CardFile.Sink() {
              @Override
              public void card(CardFile.Row row, AssetCard card) {
                cards.add(card);
                card.warnings().forEach(warning -> errors.add(row.at(warning)));
              }

              @Override
              public void error(LineError error) {
                errors.add(error);
              }
            });
  }

  private long read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), null);
  }

  private List<String> told() {
    return errors.stream()
        .map(error -> error.line() + ":" + error.column() + " " + error.heading())
        .toList();
  }

  private static String oneLine(String text) {
    return text.replace("\n第二行", "");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,", "UTF-8, utf-8", "GB18030,", "GB18030, gb18030", "GBK,"})
  void readsWhatSpreadsheetsSave(String written, String asked) throws IOException {
    String text = oneLine(HEADINGS + RIGHT).replace("\n", "\r\n");
    assertThat(read(text.getBytes(Charset.forName(written)), asked)).isEqualTo(1);
    assertThat(errors).isEmpty();
    AssetCard card = cards.get(0);
    assertThat(card.asset().kind()).isEqualTo("Server");
    assertThat(card.asset().name()).isEqualTo("ZJ-1");
    assertThat(card.facts().department()).isEqualTo("tax");
    assertThat(card.facts().document())
        .isEqualTo(
            "{\"acquired\":\"2026-01-31\",\"category\":\"A02010104\",\"custodian\":\"李工\","
                + "\"lifeYears\":6,\"originalValue\":86400,\"place\":\"省局机房\","
                + "\"specification\":\"8 核, \\\"双电源\\\"\",\"state\":\"InUse\"}");
  }

  @Test
  void readsTheMarkAndHeadingsOfReports() throws IOException {
    String headings = "\ufeffkind / 种类,code/资产编号,Department,custodian,monthlyFee / 月费\n";
    read(headings + "cloudservice,C-1,tax,李工,300\n\n,,,,\n");
    assertThat(errors).isEmpty();
    assertThat(cards)
        .singleElement()
        .extracting(AssetCard::kind)
        .isEqualTo(RegisterKind.CLOUD_SERVICE);
  }

  @Test
  void tellsEveryErrorWithItsLineAndColumn() throws IOException {
    long rows =
        read(
            HEADINGS
                + oneLine(RIGHT)
                + "服务器,ZJ-2,tax,李工,X1,2026/2/30,86400.005,0,机房,\n"
                + "\"主机\",ZJ-3,tax,李工,A02010104,2026-01-01,1,6,机房,\n"
                + "服务器,ZJ-4,audit,,A02010104,2026-11-27,1,6,\"有\n两行\",\n"
                + "服务器,ZJ-1,nowhere,李工,A02010104,2026-01-01,1,6,机房,\n"
                + "服务器,ZJ-5,tax\n"
                + "云服务,ZJ-6,tax,李工,,,100,,,\n");
    assertThat(rows).isEqualTo(7);
    assertThat(cards).hasSize(1);
    assertThat(told())
        .containsExactlyInAnyOrder(
            "3:5 资产分类",
            "3:6 取得日期",
            "3:7 原值",
            "3:8 使用年限",
            "4:1 种类",
            "5:3 部门",
            "5:4 保管人",
            "5:6 取得日期",
            "5:9 存放地点",
            // The row before has two lines.
            "7:2 资产编号",
            "7:3 部门",
            "8:0 ",
            "9:0 monthlyFee / 月费",
            "9:7 原值");
    assertThat(errors)
        .allSatisfy(
            error -> {
              assertThat(error.problem()).isNotBlank();
              assertThat(error.problemZh()).isNotBlank();
            })
        .contains(
            new LineError(
                7,
                2,
                "资产编号",
                "ZJ-1",
                "stands in line 2 already; a code belongs to one asset",
                "与第 2 行重复；资产编号必须唯一"));
  }

  @Test
  void tellsAHeadingThatIsUnknownTwiceOrAbsent() throws IOException {
    assertThat(read("种类,kind,颜色,资产编号,保管人\n")).isZero();
    assertThat(told()).containsExactly("1:2 kind", "1:3 颜色", "1:0 department / 部门");
  }

  @Test
  void tellsWhatIsNoCsv() throws IOException {
    read(HEADINGS + oneLine(RIGHT) + "服务器,ZJ-2,tax,\"李工\n");
    assertThat(cards).hasSize(1);
    assertThat(told()).containsExactly("3:0 ");
    errors.clear();
    read("");
    assertThat(told()).containsExactly("1:0 ");
  }

  @Test
  void tellsBytesThatAreNotOfTheEncoding() throws IOException {
    read(oneLine(HEADINGS + RIGHT).getBytes(Charset.forName("GB18030")), "utf-8");
    assertThat(errors).isNotEmpty();
    assertThat(cards).isEmpty();
    assertThatThrownBy(() -> read(new byte[0], "big5")).isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void warnsOfALifeBelowTheFloorAndTakesTheFloorWhereNoneIsGiven() throws IOException {
    String row = "服务器,ZJ-%s,tax,李工,A02010104,2026-01-01,1,%s,机房,\n";
    read(HEADINGS + row.formatted(1, 5) + row.formatted(2, "") + row.formatted(3, 6));
    assertThat(told()).containsExactly("2:8 使用年限");
    assertThat(errors.get(0).problem()).contains("floor of 6 years");
    assertThat(cards)
        .extracting(card -> card.facts().document().replaceAll(".*lifeYears\":(\\d+).*", "$1"))
        .containsExactly("5", "6", "6");
    errors.clear();
    read(HEADINGS + row.formatted(4, "").replace("A02010104", "A05"));
    assertThat(told()).containsExactly("2:8 使用年限");
  }

  @Test
  void takesWhatACardSaysOfItsValue() throws IOException {
    String headings =
        "kind,code,department,custodian,category,acquired,originalValue,lifeYears,place,残值率,起提月份\n";
    String row = "Server,S-%s,tax,Li,A0201,2026-01-01,1,6,room,%s\n";
    read(headings + row.formatted(1, "5,次月") + row.formatted(2, "100,Yesterday"));
    assertThat(cards.get(0).facts().document())
        .contains("\"firstMonth\":\"Next\"", "\"residualPercent\":5");
    assertThat(told()).containsExactly("3:10 残值率", "3:11 起提月份");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "181,30,Camera,yes,6", "120,-90.1,Camera,yes,7", "120,30,Telescope,yes,8",
        "120,30,摄像机,maybe,9", "120,,摄像机,否,7", "一百二,30,摄像机,否,6"
      })
  void wantsThePlaceOfADevice(String place) throws IOException {
    String headings =
        "kind,code,department,custodian,category,longitude,latitude,deviceType,shared,"
            + "acquired,originalValue,lifeYears\n";
    String right = "SensingDevice,D-1,tax,李工,A0201,120.15,30.25,摄像机,是,2026-01-01,1,6\n";
    read(headings + right);
    assertThat(errors).isEmpty();
    assertThat(cards.get(0).place())
        .isEqualTo(new AssetCard.Place(120.15, 30.25, DeviceType.CAMERA, true));
    int comma = place.lastIndexOf(',');
    read(headings + right.replace("120.15,30.25,摄像机,是", place.substring(0, comma)));
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).column()).isEqualTo(Integer.parseInt(place.substring(comma + 1)));
  }
}
