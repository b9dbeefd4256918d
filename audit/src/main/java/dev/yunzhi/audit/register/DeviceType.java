package dev.yunzhi.audit.register;

/** What a sensing device senses: only devices of one type can stand in for each other. */
public enum DeviceType implements Bilingual {
  CAMERA("Camera", "摄像机"),
  RADAR("Radar", "雷达"),
  TRAFFIC("Traffic", "交通流量"),
  WATER("Water", "水文水质"),
  AIR("Air", "空气质量"),
  WEATHER("Weather", "气象"),
  NOISE("Noise", "噪声"),
  FIRE("Fire", "消防"),
  STRUCTURE("Structure", "结构监测"),
  OTHER("Other", "其他");

  private final String word;
  private final String chinese;

  DeviceType(String word, String chinese) {
    this.word = word;
    this.chinese = chinese;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String chinese() {
    return chinese;
  }
}
