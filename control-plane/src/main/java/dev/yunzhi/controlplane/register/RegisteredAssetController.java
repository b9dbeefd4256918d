package dev.yunzhi.controlplane.register;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.register.AssetCard;
import dev.yunzhi.audit.register.CardField;
import dev.yunzhi.audit.register.CardReader;
import dev.yunzhi.audit.register.Complaint;
import dev.yunzhi.audit.register.Departments;
import dev.yunzhi.audit.register.Device;
import dev.yunzhi.audit.register.LineError;
import dev.yunzhi.audit.register.Register;
import dev.yunzhi.audit.register.RegisterKind;
import dev.yunzhi.controlplane.register.Registrar.Asking;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.BoundedJson;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Single assets of the register: to enter them, hand them over and take them off the books. */
@RestController
class RegisteredAssetController {
  private static final String PATH = "/api/v1/register/assets/{kind}/{code}";
  private static final int MOST_BYTES = 1 << 16;

  private final Database database;
  private final Register register;
  private final Registrar registrar;
  private final DeviceSharing sharing;
  private final BoundedJson json = new BoundedJson(MOST_BYTES, Duration.ofSeconds(10));

  RegisteredAssetController(
      Database database, Register register, Registrar registrar, DeviceSharing sharing) {
    this.database = database;
    this.register = register;
    this.registrar = registrar;
    this.sharing = sharing;
  }

  /**
   * What became of a card.
   *
   * @param changed whether it said anything new
   */
  record Entered(String kind, String code, boolean changed, List<Remark> warnings) {}

  @PutMapping(PATH)
  Entered put(
      @PathVariable("kind") String kind,
      @PathVariable("code") String code,
      HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    Map<CardField, String> texts = texts(json.read(request));
    texts.put(CardField.KIND, kind(kind).word());
    texts.put(CardField.CODE, code);
    Asking asking = registrar.asking(request);
    CardReader.Result result = registrar.reader(asking).read(texts);
    if (result.card() == null) {
      Complaint first = result.complaints().get(0);
      Problem problem =
          Problem.badField(
              first.field().word(), "%s %s".formatted(first.field().word(), first.problem()));
      problem.getBody().setProperty("errors", errors(result.complaints()));
      throw problem;
    }
    database.requireReady();
    AssetCard card = result.card();
    List<Remark> warnings = new ArrayList<>();
    card.warnings().forEach(warning -> warnings.add(Remark.warning(line(warning), "GOV-010")));
    for (DeviceSharing.Said said : said(card)) {
      if (said.denied()) {
        throw Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "%s: %s / %s"
                .formatted(
                    said.policy(), said.complaint().problem(), said.complaint().problemZh()));
      }
      warnings.add(Remark.warning(line(said.complaint()), said.policy()));
    }
    boolean changed = register.put(card, asking.departments(), asking.person());
    return new Entered(card.kind().word(), code, changed, warnings);
  }

  /** Of a device that is new. */
  private List<DeviceSharing.Said> said(AssetCard card) {
    return Device.of(card) != null && register.standing(List.of(card.asset())).isEmpty()
        ? sharing.arrivals().judge(List.of(card))
        : List.of();
  }

  private static List<Remark> errors(List<Complaint> complaints) {
    return complaints.stream().map(complaint -> Remark.error(line(complaint))).toList();
  }

  private static LineError line(Complaint complaint) {
    return new LineError(
        0,
        0,
        complaint.field().word(),
        complaint.given(),
        complaint.problem(),
        complaint.problemZh());
  }

  private static Map<CardField, String> texts(JsonNode body) {
    if (!body.isObject()) {
      throw Problem.badField("body", "is no JSON object of the card's fields");
    }
    Map<CardField, String> texts = new EnumMap<>(CardField.class);
    body.properties()
        .forEach(
            member -> {
              CardField field =
                  CardField.headed(member.getKey())
                      .orElseThrow(
                          () ->
                              Problem.badField(
                                  member.getKey(),
                                  "%s is no field of a card".formatted(member.getKey())));
              if (!member.getValue().isValueNode()) {
                throw Problem.badField(
                    member.getKey(),
                    "%s must be a text, a number or a truth value".formatted(member.getKey()));
              }
              if (!member.getValue().isNull()) {
                texts.put(field, text(member.getValue()));
              }
            });
    return texts;
  }

  private static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static RegisterKind kind(String kind) {
    return RegisterKind.named(kind)
        .orElseThrow(() -> Problem.badField("kind", "kind %s is not one".formatted(kind)));
  }

  /** An asset after its transfer. */
  record Transferred(String kind, String code, String department) {}

  @PostMapping(PATH + "/transfer")
  Transferred transfer(
      @PathVariable("kind") String kind,
      @PathVariable("code") String code,
      HttpServletRequest request) {
    QueryParameters query =
        QueryParameters.of(request, List.of("department", "custodian", "reason"));
    String to = required(query, "department");
    String reason = required(query, "reason");
    RegisterKind of = kind(kind);
    Asking asking = registrar.asking(request);
    Departments.Standing standing = registrar.departments(asking).of(to);
    if (standing == Departments.Standing.UNKNOWN) {
      throw Problem.badField("department", "department %s is not known".formatted(to));
    }
    if (standing == Departments.Standing.ANOTHERS) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "department %s is not yours; the system administrator can hand over to it"
                  .formatted(to))
          .at("department");
    }
    database.requireReady();
    AssetFacts after =
        register
            .transfer(
                AssetCard.asset(of, code),
                to,
                query.text("custodian"),
                reason,
                asking.departments(),
                asking.person())
            .orElseThrow(() -> unknown(of, code));
    return new Transferred(of.word(), code, after.department());
  }

  /**
   * An asset as it went.
   *
   * @param originalValue in yuan; null when nothing was booked
   * @param netValue in yuan, at the end of the month before; null when nothing was booked
   */
  record Gone(
      String kind, String code, LocalDate day, BigDecimal originalValue, BigDecimal netValue) {}

  @PostMapping(PATH + "/dispose")
  Gone dispose(
      @PathVariable("kind") String kind,
      @PathVariable("code") String code,
      HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("day", "reason"));
    String reason = required(query, "reason");
    LocalDate day = day(query);
    RegisterKind of = kind(kind);
    database.requireReady();
    Asking asking = registrar.asking(request);
    Register.Disposed disposed =
        register
            .dispose(AssetCard.asset(of, code), day, reason, asking.departments(), asking.person())
            .orElseThrow(() -> unknown(of, code));
    return new Gone(of.word(), code, day, disposed.originalValue(), disposed.netValue());
  }

  private LocalDate day(QueryParameters query) {
    LocalDate today = registrar.today();
    String given = query.text("day");
    try {
      LocalDate day = given == null ? today : LocalDate.parse(given);
      if (!day.isAfter(today)) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // Said below, as of a day that lies ahead.
    }
    throw Problem.badField(
        "day", "day is %s; it must be a day such as %s, not after it".formatted(given, today));
  }

  private static String required(QueryParameters query, String name) {
    String text = query.text(name);
    if (text == null) {
      throw Problem.badField(name, name + " must be given");
    }
    return text;
  }

  private static Problem unknown(RegisterKind kind, String code) {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "no %s %s stands in the register, or it is not yours".formatted(kind.word(), code));
  }
}
