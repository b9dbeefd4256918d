package dev.yunzhi.controlplane.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.merkle.Tile;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.web.Problem;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The read API of C2SP tlog-tiles. */
@RestController
class LogController {
  static final String PREFIX = "/api/v1/audit/log";

  private static final MediaType TEXT = new MediaType("text", "plain", UTF_8);

  /** How many witnesses have cosigned what is answered, and how many must: {@code 1/2}. */
  private static final String COSIGNATURES = "Yunzhi-Cosignatures";

  /** What stands in a log stands for ever. */
  private static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

  private final Database database;
  private final LogReader log;
  private final SignedLog signed;

  LogController(Database database, LogReader log, SignedLog signed) {
    this.database = database;
    this.log = log;
    this.signed = signed;
  }

  @GetMapping(PREFIX + "/checkpoint")
  ResponseEntity<byte[]> checkpoint() {
    Note checkpoint = signed.checkpoint();
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(1)).cachePrivate())
        .header(COSIGNATURES, signed.cosignatures(checkpoint))
        .body(checkpoint.toString().getBytes(UTF_8));
  }

  @GetMapping(PREFIX + "/tile/entries/{*path}")
  ResponseEntity<byte[]> entries(@PathVariable String path) {
    Tile place = place(Optional.of(0), path);
    return immutable(place, log.entries(place));
  }

  @GetMapping(PREFIX + "/tile/{level}/{*path}")
  ResponseEntity<byte[]> tile(@PathVariable String level, @PathVariable String path) {
    Tile place =
        place(
            level.matches("0|[1-9]") ? Optional.of(Integer.valueOf(level)) : Optional.empty(),
            path);
    return immutable(place, log.tile(place));
  }

  private Tile place(Optional<Integer> level, String path) {
    database.requireReady();
    return level
        .flatMap(number -> Tile.parse(number, path.substring(1)))
        .orElseThrow(
            () ->
                Problem.of(
                    HttpStatus.NOT_FOUND,
                    "no tile is called so; C2SP tlog-tiles says how they are, e.g. tile/0/x001/067"));
  }

  private static ResponseEntity<byte[]> immutable(Tile place, Optional<byte[]> content) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(IMMUTABLE)
        .body(
            content.orElseThrow(
                () ->
                    Problem.of(
                        HttpStatus.NOT_FOUND,
                        "the log has not grown as far as tile %s of level %d"
                            .formatted(place.path(), place.level()))));
  }
}
