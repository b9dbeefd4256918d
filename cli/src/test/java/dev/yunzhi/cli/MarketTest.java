package dev.yunzhi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.api.v1alpha1.SharedComponent;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketTest {

  private static final List<SharedComponent> COMPONENTS =
      List.of(
          component(
              "sms",
              "{displayName: 短信服务, displayNameEn: Text messages, category: 消息, provider: bureau, protectionLevel: 2, lifecycle: Deprecated, successor: sms-2}",
              "null"),
          component(
              "identity",
              "{displayName: 统一身份认证, displayNameEn: Unified identity, category: 身份认证, function: 登录, description: 'Sign in by SM2', provider: bureau, protectionLevel: 3, needsApproval: true, lifecycle: Offered}",
              "{departments: 2, tenants: 5}"),
          component(
              "old-map",
              "{displayName: 旧地图, category: 地理信息, provider: lake, protectionLevel: 2, lifecycle: Withdrawn}",
              "{departments: 0, tenants: 0}"));

  @Test
  void whatCanBeHadIsShownInBothLanguagesWithItsReuse() {
    assertThat(lines("", false))
        .containsExactly(
            "NAME 名称  TITLE 标题                       CATEGORY 类别  PROVIDER 提供部门  LEVEL 等级  STATE 状态          APPROVAL 须批准  DEPARTMENTS 使用部门  TENANTS 使用租户",
            "sms        短信服务 / Text messages         消息           bureau             2           Deprecated → sms-2  no 否            -                     -",
            "identity   统一身份认证 / Unified identity  身份认证       bureau             3           Offered             yes 是           2                     5");
  }

  @Test
  void everyWordMustOccurSomewhere() {
    assertThat(lines("unified", false)).hasSize(2).element(1).asString().startsWith("identity");
    assertThat(lines("登录 sm2", false)).hasSize(2);
    assertThat(lines("登录 短信", false)).hasSize(1);
    assertThat(lines("SMS", false)).hasSize(2);
  }

  @Test
  void whatWasWithdrawnIsShownWhenAskedFor() {
    assertThat(lines("地图", false)).hasSize(1);
    assertThat(lines("地图", true)).hasSize(2);
  }

  private static List<String> lines(String words, boolean withdrawn) {
    return Market.table(COMPONENTS, words, withdrawn).lines();
  }

  private static SharedComponent component(String name, String spec, String status) {
    return Serialization.unmarshal(
        "metadata: {name: %s}\nspec: %s\nstatus: %s\n".formatted(name, spec, status),
        SharedComponent.class);
  }
}
