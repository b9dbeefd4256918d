package dev.yunzhi.audit.register;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** Cards for tests. */
final class Cards {
  private static final CardReader READER =
      new CardReader(
          ValueRules.DEFAULT, LocalDate.of(2026, 11, 26), name -> Departments.Standing.OWN);

  private Cards() {}

  static AssetCard of(Map<CardField, String> texts) {
    CardReader.Result result = READER.read(texts);
    if (result.card() == null) {
      throw new IllegalArgumentException(result.complaints().toString());
    }
    return result.card();
  }

  static AssetCard server(String code, String department, String value) {
    Map<CardField, String> texts = new EnumMap<>(CardField.class);
    texts.put(CardField.KIND, "Server");
    texts.put(CardField.CODE, code);
    texts.put(CardField.DEPARTMENT, department);
    texts.put(CardField.CUSTODIAN, "Li");
    texts.put(CardField.CATEGORY, "A02010104");
    texts.put(CardField.ACQUIRED, "2026-01-31");
    texts.put(CardField.ORIGINAL_VALUE, value);
    texts.put(CardField.PLACE, "room");
    texts.put(CardField.TENANT, department + "-t");
    return of(texts);
  }

  static AssetCard camera(String code, String department, double longitude, double latitude) {
    Map<CardField, String> texts = new EnumMap<>(CardField.class);
    texts.put(CardField.KIND, "SensingDevice");
    texts.put(CardField.CODE, code);
    texts.put(CardField.DEPARTMENT, department);
    texts.put(CardField.CUSTODIAN, "Li");
    texts.put(CardField.CATEGORY, "A0201");
    texts.put(CardField.ACQUIRED, "2026-01-31");
    texts.put(CardField.ORIGINAL_VALUE, "100");
    texts.put(CardField.DEVICE_TYPE, "Camera");
    texts.put(CardField.SHARED, "yes");
    texts.put(CardField.LONGITUDE, String.valueOf(longitude));
    texts.put(CardField.LATITUDE, String.valueOf(latitude));
    return of(texts);
  }
}
