package dev.yunzhi.audit.register;

import static dev.yunzhi.audit.register.CardField.ACQUIRED;
import static dev.yunzhi.audit.register.CardField.CATEGORY;
import static dev.yunzhi.audit.register.CardField.DATA_CLASS;
import static dev.yunzhi.audit.register.CardField.DEVICE_TYPE;
import static dev.yunzhi.audit.register.CardField.LATITUDE;
import static dev.yunzhi.audit.register.CardField.LONGITUDE;
import static dev.yunzhi.audit.register.CardField.MONTHLY_FEE;
import static dev.yunzhi.audit.register.CardField.ORIGINAL_VALUE;
import static dev.yunzhi.audit.register.CardField.PLACE;
import static dev.yunzhi.audit.register.CardField.PROTECTION_LEVEL;
import static dev.yunzhi.audit.register.CardField.SHARED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of registered assets, and what their cards must and may hold. */
public enum RegisterKind implements Bilingual {
  SERVER("Server", "服务器", Treatment.DEPRECIATES, List.of(PLACE)),
  NETWORK_DEVICE("NetworkDevice", "网络设备", Treatment.DEPRECIATES, List.of(PLACE)),
  SENSING_DEVICE(
      "SensingDevice",
      "感知终端",
      Treatment.DEPRECIATES,
      List.of(DEVICE_TYPE, LONGITUDE, LATITUDE, SHARED)),
  MACHINE_ROOM("MachineRoom", "机房", Treatment.DEPRECIATES, List.of(PLACE)),
  SOFTWARE_LICENCE("SoftwareLicence", "软件许可", Treatment.AMORTISES, List.of()),
  INFORMATION_SYSTEM("InformationSystem", "信息系统", Treatment.AMORTISES, List.of(PROTECTION_LEVEL)),
  DATA_RESOURCE("DataResource", "数据资源", Treatment.UNVALUED, List.of(DATA_CLASS)),
  PRIVATE_NETWORK("PrivateNetwork", "专网", Treatment.FEE, List.of()),
  CLOUD_SERVICE("CloudService", "云服务", Treatment.FEE, List.of());

  /** The name of the cluster under which the record has registered assets: they are in none. */
  public static final String CLUSTER = "register";

  private final String word;
  private final String chinese;
  private final Treatment treatment;

  // Unmodifiable, which the type does not tell.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<CardField> required;

  RegisterKind(String word, String chinese, Treatment treatment, List<CardField> own) {
    this.word = word;
    this.chinese = chinese;
    this.treatment = treatment;
    EnumSet<CardField> all =
        EnumSet.of(CardField.KIND, CardField.CODE, CardField.DEPARTMENT, CardField.CUSTODIAN);
    all.addAll(own);
    if (treatment.isValued()) {
      all.addAll(List.of(CATEGORY, ACQUIRED, ORIGINAL_VALUE));
    } else if (treatment == Treatment.FEE) {
      all.add(MONTHLY_FEE);
    }
    this.required = Collections.unmodifiableSet(all);
  }

  /** The kind as the record names it. */
  @Override
  public String word() {
    return word;
  }

  @Override
  public String chinese() {
    return chinese;
  }

  public Treatment treatment() {
    return treatment;
  }

  /** What a card of this kind cannot be without. */
  public Set<CardField> required() {
    return required;
  }

  /** Whether a card of this kind can hold a field at all. */
  boolean has(CardField field) {
    return switch (field) {
      case ORIGINAL_VALUE, LIFE_YEARS, RESIDUAL_PERCENT, FIRST_MONTH -> treatment.isValued();
      case MONTHLY_FEE -> treatment == Treatment.FEE;
      case DEVICE_TYPE, SHARED -> this == SENSING_DEVICE;
      default -> true;
    };
  }

  /** The kind that a text names in either language. */
  public static Optional<RegisterKind> named(String text) {
    return Bilingual.find(values(), text);
  }
}
