package dev.yunzhi.policy.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextIndexTest {

  /** Default of GOV-011's parameter. */
  private static final int THRESHOLD = 70;

  @ParameterizedTest
  @CsvSource({
    "湖州市健康服务门户, 居民健康服务门户网站建设项目",
    "湖州市不动产登记信息管理系统, 不动产登记管理平台升级改造（二期）",
    "智慧旅游平台, 湖州市旅游信息化建设工程",
    "医保结算平台, 2026年医疗保险结算系统采购项目",
    "安吉县雪亮工程视频监控联网平台, 视频监控联网应用平台",
    "城市生命线安全监测预警系统, 城市生命线运行安全监测预警平台",
    "河长制管理信息系统, 智慧河长制管理平台",
    "卫健委突发公共卫生事件应急指挥系统, 卫生健康突发公共卫生事件应急指挥平台",
    "ＯＡ办公系统, oa 办公平台",
    "公积金业务系统, 住房公积金业务平台"
  })
  void alikeByName(String one, String other) {
    assertThat(percent(one, other)).isGreaterThanOrEqualTo(THRESHOLD);
    assertThat(percent(other, one)).as("either way").isEqualTo(percent(one, other));
  }

  @ParameterizedTest
  @CsvSource({
    "湖州市智慧旅游平台建设项目, 湖州市智慧交通平台建设项目",
    "健康服务门户, 医保结算平台",
    "健康服务门户, 政务服务门户",
    "不动产登记系统, 婚姻登记系统",
    "安吉县应急指挥平台, 安吉县森林防火监测平台",
    "城市运行管理服务平台, 市场监管服务平台",
    "教育资源公共服务平台, 公共资源交易服务平台",
    "食品安全追溯系统, 药品集中采购系统",
    "一网通办, 一网统管"
  })
  void notAlikeThoughFilledUpWithTheSameWords(String one, String other) {
    assertThat(percent(one, other)).isLessThan(THRESHOLD);
  }

  /** A reason in the project lets it pass; characters alone cannot tell. */
  @Test
  void whatDiffersInOneCharacterIsTakenForAlike() {
    assertThat(percent("河长制管理信息系统", "林长制管理信息系统")).isGreaterThanOrEqualTo(THRESHOLD);
  }

  @Test
  void theSameNameIsWhollyAlikeAndNothingHasNothingInCommon() {
    assertThat(percent("健康服务门户", "健康服务门户")).isEqualTo(100);
    assertThat(percent("智慧平台", "智慧平台")).as("nothing but filler").isEqualTo(100);
    assertThat(percent("", "健康服务门户")).isZero();
    assertThat(percent("健康服务门户", "")).isZero();
    assertThat(percent("（）——", "（）——")).isZero();
  }

  @Test
  void whatManyHaveSaysLess() {
    var names = new LinkedHashMap<String, String>();
    for (int i = 0; i < 2000; i++) {
      names.put("other-" + i, "监管业务协同" + Character.toString(0x4e00 + i));
    }
    names.put("tea", "茶叶产销监管业务协同");
    names.put("bamboo", "毛竹产销");

    assertThat(TextIndex.of(names).like("毛竹产销监管业务协同", 1))
        .first()
        .extracting(TextIndex.Like::key)
        .isEqualTo("bamboo");
  }

  @Test
  void theMostAlikeComesFirstAndWhatIsLessAlikeThanAskedIsLeftOut() {
    var index =
        TextIndex.of(
            Map.of("b", "不动产登记平台", "a", "不动产登记系统", "c", "不动产登记档案管理", "d", "婚姻登记", "e", "河长制"));

    List<TextIndex.Like> all = index.like("不动产登记", 1);
    assertThat(all).extracting(TextIndex.Like::key).containsExactly("a", "b", "c", "d");
    assertThat(index.like("不动产登记", all.get(2).percent())).hasSize(3);
    assertThat(index.like("不动产登记", all.get(2).percent() + 1)).hasSize(2);
  }

  private static int percent(String one, String other) {
    return TextIndex.of(Map.of("other", other)).like(one, 0).get(0).percent();
  }
}
