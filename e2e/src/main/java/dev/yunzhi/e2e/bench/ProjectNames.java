package dev.yunzhi.e2e.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of projects as departments give them: place, subject, what it does, and what all add. */
final class ProjectNames {

  private static final List<String> PLACES =
      List.of("湖州市", "安吉县", "德清县", "长兴县", "南浔区", "吴兴区", "浙江省", "嘉兴市", "绍兴市", "衢州市");
  private static final List<String> SUBJECTS =
      List.of(
          "不动产登记", "健康服务", "医保结算", "文化旅游", "公共资源交易", "河长制", "林长制", "食品安全", "药品采购", "学籍", "社会救助",
          "城市生命线", "防汛防台", "森林防火", "危险化学品", "公安视频", "交通信号", "停车", "公交调度", "政务服务", "市场主体", "信用",
          "财政预算", "国有资产", "档案", "信访", "行政执法", "人大代表", "税费", "水资源", "大气环境", "农产品质量", "渔船", "粮食储备",
          "法律援助", "养老", "残疾人", "退役军人", "人才", "科技创新");
  private static final List<String> DOINGS =
      List.of("管理", "监管", "监测预警", "指挥调度", "协同办理", "分析决策", "共享交换", "可视化", "追溯", "审批");
  private static final List<String> ENDINGS = List.of("系统", "平台", "信息化建设项目", "平台升级改造");

  /** As many as asked for, all different, by a name each; always the same. */
  static Map<String, String> of(int count) {
    var names = new LinkedHashMap<String, String>();
    for (int i = 0; i < count; i++) {
      int rest = i;
      String subject = SUBJECTS.get(rest % SUBJECTS.size());
      rest /= SUBJECTS.size();
      String doing = DOINGS.get(rest % DOINGS.size());
      rest /= DOINGS.size();
      String place = PLACES.get(rest % PLACES.size());
      rest /= PLACES.size();
      String ending = ENDINGS.get(rest % ENDINGS.size());
      String stage = rest < ENDINGS.size() ? "" : "（%d）".formatted(rest / ENDINGS.size() + 1);
      names.put("project-" + i, place + subject + doing + ending + stage);
    }
    return names;
  }

  private ProjectNames() {}
}
