package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.asset.AssetFacts;
import dev.yunzhi.audit.asset.AssetId;
import dev.yunzhi.audit.register.AssetCard;
import dev.yunzhi.audit.register.CardField;
import dev.yunzhi.audit.register.CardFile;
import dev.yunzhi.audit.register.CardReader;
import dev.yunzhi.audit.register.Complaint;
import dev.yunzhi.audit.register.Device;
import dev.yunzhi.audit.register.ImportFile;
import dev.yunzhi.audit.register.ImportRecord;
import dev.yunzhi.audit.register.Imports;
import dev.yunzhi.audit.register.LineError;
import dev.yunzhi.audit.register.Register;
import dev.yunzhi.audit.store.RowConsumer;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.register.Registrar.Asking;
import dev.yunzhi.controlplane.rest.QueryParameters;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Files of asset cards: to take them in as a whole, to see them, and to undo them. */
@RestController
class ImportController {
  private static final String PATH = "/api/v1/register/imports";

  /** Each reads and writes as fast as it can: more of them would only be slower. */
  private static final int AT_ONCE = 2;

  /** Rows whose assets are looked up together. */
  private static final int SLICE = 1_000;

  private final Database database;
  private final Imports imports;
  private final Register register;
  private final Registrar registrar;
  private final DeviceSharing sharing;
  private final JsonMapper json;
  private final YunzhiProperties.Register settings;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ImportController(
      Database database,
      Imports imports,
      Register register,
      Registrar registrar,
      DeviceSharing sharing,
      JsonMapper json,
      YunzhiProperties properties) {
    this.database = database;
    this.imports = imports;
    this.register = register;
    this.registrar = registrar;
    this.sharing = sharing;
    this.json = json;
    this.settings = properties.register();
  }

  /** The latest first. */
  record ImportList(List<ImportRecord> items) {}

  @GetMapping(PATH)
  ImportList list(HttpServletRequest request) {
    QueryParameters query = QueryParameters.of(request, List.of("limit"));
    int limit = (int) query.number("limit", 1, 1000, 100);
    database.requireReady();
    return new ImportList(imports.latest(registrar.asking(request).onlyOf(), limit));
  }

  @PostMapping(PATH + "/{import}/undo")
  ImportRecord undo(@PathVariable("import") String given, HttpServletRequest request) {
    QueryParameters.of(request, List.of());
    if (!given.matches("[1-9][0-9]{0,17}")) {
      throw Problem.badField("import", "import is %s; it must be its number".formatted(given));
    }
    database.requireReady();
    Asking asking = registrar.asking(request);
    return imports
        .undo(Long.parseLong(given), asking.departments(), asking.onlyOf(), asking.person())
        .orElseThrow(
            () -> Problem.of(HttpStatus.NOT_FOUND, "there is no import %s".formatted(given)));
  }

  @PostMapping(PATH)
  void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
    QueryParameters query = QueryParameters.of(request, List.of("encoding", "dryRun", "name"));
    boolean dryRun = query.oneOf("dryRun", List.of("true", "false"), "false").equals("true");
    String encoding = query.oneOf("encoding", List.of("utf-8", "gb18030"), null);
    database.requireReady();
    if (!places.tryAcquire()) {
      throw Problem.retry(
          HttpStatus.TOO_MANY_REQUESTS,
          Duration.ofSeconds(10),
          "%d files are being taken in, which is the most; come again".formatted(AT_ONCE),
          null);
    }
    try (Upload upload =
            Upload.receive(request, settings.maxFile().toBytes(), settings.timeToSend());
        ImportAnswer answer = new ImportAnswer(response, json)) {
      String name = Optional.ofNullable(query.text("name")).orElse("");
      Asking asking = registrar.asking(request);
      take(new Sent(upload, CardFile.of(upload.file(), encoding), name), asking, dryRun, answer);
    } finally {
      places.release();
    }
  }

  /** A file that came whole. */
  private record Sent(Upload upload, CardFile cards, String name) {}

  private void take(Sent sent, Asking asking, boolean dryRun, ImportAnswer answer)
      throws IOException {
    String encoding = sent.cards.encoding();
    // Of another's import nothing is told but by the rows: they may be of departments not seen.
    Optional<ImportRecord> same = imports.standing(sent.upload.sha256()).filter(asking::sees);
    if (same.isPresent()) {
      answer.end(200, "unchanged", same.get().rows(), encoding, null, same.get());
      return;
    }
    CardReader reader = registrar.reader(asking);
    Checking checking = new Checking(asking, answer);
    long rows = sent.cards.read(reader, checking);
    checking.flush();
    if (answer.isRefused()) {
      answer.refused(rows, encoding);
    } else if (dryRun) {
      answer.end(200, "checked", rows, encoding, null, null);
    } else {
      Imports.Taken taken =
          imports.take(
              new ImportFile(sent.upload.sha256(), sent.name, rows),
              consumer -> sent.cards.read(reader, new Passing(consumer)),
              asking.departments(),
              asking.person());
      boolean told = taken.same() != null && asking.sees(taken.same());
      answer.end(
          taken.stored() == null ? 200 : 201,
          taken.stored() == null ? "unchanged" : "stored",
          rows,
          encoding,
          taken.stored(),
          told ? taken.same() : null);
    }
  }

  /** The first pass: all that is to be said. */
  private final class Checking implements CardFile.Sink {
    private final Asking asking;
    private final ImportAnswer answer;
    private final List<Placed> slice = new ArrayList<>();
    private DeviceSharing.Arrivals arrivals;

    /** A card and where it stands. */
    private record Placed(CardFile.Row row, AssetCard card) {}

    Checking(Asking asking, ImportAnswer answer) {
      this.asking = asking;
      this.answer = answer;
    }

    @Override
    public void error(LineError error) throws IOException {
      answer.error(Remark.error(error));
    }

    @Override
    public void card(CardFile.Row row, AssetCard card) throws IOException {
      for (Complaint warning : card.warnings()) {
        answer.warning(Remark.warning(row.at(warning), "GOV-010"));
      }
      if (asking.departments() != null || Device.of(card) != null) {
        slice.add(new Placed(row, card));
        if (slice.size() == SLICE) {
          flush();
        }
      }
    }

    void flush() throws IOException {
      if (slice.isEmpty()) {
        return;
      }
      Map<AssetId, AssetFacts> standing =
          register.standing(slice.stream().map(placed -> placed.card.asset()).toList());
      Map<AssetCard, CardFile.Row> arriving = new LinkedHashMap<>();
      for (Placed placed : slice) {
        AssetFacts facts = standing.get(placed.card.asset());
        if (facts != null
            && asking.departments() != null
            && !asking.departments().contains(facts.department())) {
          answer.error(Remark.error(placed.row.at(anothers(placed.card))));
        }
        if (facts == null && Device.of(placed.card) != null) {
          arriving.put(placed.card, placed.row);
        }
      }
      slice.clear();
      // A file that is refused comes again; then there is time for what is less than wrong.
      if (!arriving.isEmpty() && !answer.isRefused()) {
        judge(arriving);
      }
    }

    private void judge(Map<AssetCard, CardFile.Row> arriving) throws IOException {
      if (arrivals == null) {
        arrivals = sharing.arrivals();
      }
      for (DeviceSharing.Said said : arrivals.judge(List.copyOf(arriving.keySet()))) {
        LineError told = arriving.get(said.card()).at(said.complaint());
        if (said.denied()) {
          answer.error(Remark.denied(told, said.policy()));
        } else {
          answer.warning(Remark.warning(told, said.policy()));
        }
      }
    }
  }

  private static Complaint anothers(AssetCard card) {
    return new Complaint(
        CardField.CODE,
        card.code(),
        "belongs to another department's asset; only the system administrator can change that",
        "属于其他部门的资产；只有系统管理员可以更改");
  }

  /** The second pass, of a file without errors. */
  private record Passing(RowConsumer<AssetCard> consumer) implements CardFile.Sink {
    @Override
    public void card(CardFile.Row row, AssetCard card) throws IOException {
      consumer.accept(card);
    }

    @Override
    public void error(LineError error) {
      throw new IllegalStateException("line %d was right before".formatted(error.line()));
    }
  }
}
