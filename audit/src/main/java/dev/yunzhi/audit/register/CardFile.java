package dev.yunzhi.audit.register;

import dev.yunzhi.audit.InvalidFieldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180) of asset cards as spreadsheets save it: a row of headings, then a card a
 * row; in UTF-8, with or without a byte order mark, or in GB18030, which has GBK and GB 2312 in it.
 */
public final class CardFile {
  /** Rows that one file can have. */
  public static final int MOST_ROWS = 500_000;

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Path file;
  private final Charset encoding;

  private CardFile(Path file, Charset encoding) {
    this.file = file;
    this.encoding = encoding;
  }

  /** Takes what is in a file, row by row. */
  public interface Sink {
    /**
     * A card that is right by itself, and the only one of its code so far.
     *
     * @param row where it stands, for what else is to be said of it
     */
    void card(Row row, AssetCard card) throws IOException;

    /** Something that is wrong; a row may have several. */
    void error(LineError error) throws IOException;
  }

  /** Where a row stands. */
  public static final class Row {
    private final long line;
    private final Map<CardField, Integer> columns;
    private final List<String> headings;

    private Row(long line, Map<CardField, Integer> columns, List<String> headings) {
      this.line = line;
      this.columns = columns;
      this.headings = headings;
    }

    /** A complaint about the row, at its column. */
    public LineError at(Complaint complaint) {
      Integer column = complaint.field() == null ? null : columns.get(complaint.field());
      String heading =
          column != null
              ? headings.get(column)
              : complaint.field() == null ? "" : complaint.field().heading();
      return new LineError(
          line,
          column == null ? 0 : column + 1,
          heading,
          complaint.given(),
          complaint.problem(),
          complaint.problemZh());
    }
  }

  /**
   * A file that does not change while it is read.
   *
   * @param encoding {@code utf-8}, {@code gb18030}, or null: UTF-8 when the whole file is, GB18030
   *     otherwise
   * @throws InvalidFieldException when the encoding is another
   */
  public static CardFile of(Path file, String encoding) throws IOException {
    if (encoding == null) {
      return new CardFile(file, isUtf8(file) ? StandardCharsets.UTF_8 : GB18030);
    }
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "utf-8" -> new CardFile(file, StandardCharsets.UTF_8);
      case "gb18030" -> new CardFile(file, GB18030);
      default ->
          throw new InvalidFieldException(
              "encoding", "is \"%s\"; it must be utf-8 or gb18030".formatted(encoding));
    };
  }

  private static boolean isUtf8(Path file) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer chars = CharBuffer.allocate(1 << 16);
    try (InputStream in = Files.newInputStream(file)) {
      boolean end = false;
      while (!end) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        CoderResult result = decoder.decode(bytes, chars.clear(), end);
        if (result.isError()) {
          return false;
        }
        bytes.compact();
      }
      return true;
    }
  }

  /** The encoding that it is read in. */
  public String encoding() {
    return encoding.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads all of it, in constant memory but for the codes.
   *
   * @return how many rows there were, the headings not counted
   * @throws IOException when the file cannot be read, or the sink throws it
   */
  public long read(CardReader cards, Sink sink) throws IOException {
    try (Reader text =
            new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), encoding), 1 << 16);
        CSVParser rows = CSVFormat.RFC4180.parse(withoutMark(text))) {
      return new Reading(rows, cards, sink).all();
    }
  }

  private static Reader withoutMark(Reader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  /** One pass. */
  private static final class Reading {
    private final CSVParser rows;
    private final CardReader cards;
    private final Sink sink;
    private final Map<String, Long> codes = new HashMap<>();
    private List<String> headings = List.of();
    private Map<CardField, Integer> columns = Map.of();
    private long line;
    private long count;

    Reading(CSVParser rows, CardReader cards, Sink sink) {
      this.rows = rows;
      this.cards = cards;
      this.sink = sink;
    }

    long all() throws IOException {
      Iterator<CSVRecord> all = rows.iterator();
      Optional<CSVRecord> first = next(all);
      if (first.isEmpty()) {
        sink.error(
            LineError.ofRow(
                1, "the file is empty; it must start with a row of headings", "文件为空；第一行须为表头"));
        return 0;
      }
      if (!headings(first.get())) {
        return 0;
      }
      for (Optional<CSVRecord> row = next(all); row.isPresent(); row = next(all)) {
        if (isBlank(row.get())) {
          continue;
        }
        count++;
        if (count > MOST_ROWS) {
          sink.error(
              LineError.ofRow(
                  line,
                  "the file has more than %d rows; split it".formatted(MOST_ROWS),
                  "文件超过 %d 行；请拆分".formatted(MOST_ROWS)));
          return count;
        }
        row(row.get());
      }
      return count;
    }

    /** The next row, and the line that it begins in. */
    private Optional<CSVRecord> next(Iterator<CSVRecord> all) throws IOException {
      line = rows.getCurrentLineNumber() + 1;
      try {
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof org.apache.commons.csv.CSVException)) {
          throw e.getCause();
        }
        sink.error(
            LineError.ofRow(
                line,
                "is no CSV, and nothing after it could be read: a quotation mark is open or stands in"
                    + " the wrong place; write \"\" for one inside of a quoted cell",
                "不是有效的 CSV，其后内容无法读取：引号未闭合或位置错误；单元格内的引号须写作 \"\""));
        return Optional.empty();
      }
    }

    private static boolean isBlank(CSVRecord row) {
      return row.stream().allMatch(String::isBlank);
    }

    private boolean headings(CSVRecord row) throws IOException {
      headings = row.stream().map(String::strip).toList();
      columns = new EnumMap<>(CardField.class);
      boolean right = true;
      for (int i = 0; i < headings.size(); i++) {
        String heading = headings.get(i);
        Optional<CardField> field = CardField.headed(heading);
        if (field.isEmpty()) {
          String all = Bilingual.list(CardField.values());
          sink.error(
              new LineError(
                  line,
                  i + 1,
                  heading,
                  heading,
                  "is no heading that is known; known are " + all,
                  "不是已知的表头；已知的有：" + all));
          right = false;
        } else if (columns.putIfAbsent(field.get(), i) != null) {
          sink.error(
              new LineError(
                  line,
                  i + 1,
                  heading,
                  heading,
                  "heads column %d already".formatted(columns.get(field.get()) + 1),
                  "与第 %d 列表头重复".formatted(columns.get(field.get()) + 1)));
          right = false;
        }
      }
      Set<CardField> absent =
          EnumSet.of(CardField.KIND, CardField.CODE, CardField.DEPARTMENT, CardField.CUSTODIAN);
      absent.removeAll(columns.keySet());
      for (CardField field : absent) {
        sink.error(
            new LineError(
                line,
                0,
                field.heading(),
                "",
                "the column is missing; every file must have it",
                "缺少该列；每个文件都必须有"));
        right = false;
      }
      return right;
    }

    private void row(CSVRecord row) throws IOException {
      if (row.size() != headings.size()) {
        sink.error(
            LineError.ofRow(
                line,
                "has %d cells; it must have %d, as many as there are headings"
                    .formatted(row.size(), headings.size()),
                "有 %d 个单元格；须与表头一致，为 %d 个".formatted(row.size(), headings.size())));
        return;
      }
      Map<CardField, String> texts = new EnumMap<>(CardField.class);
      columns.forEach((field, column) -> texts.put(field, row.get(column)));
      CardReader.Result result = cards.read(texts);
      Row place = new Row(line, columns, headings);
      List<LineError> errors = new ArrayList<>();
      result.complaints().forEach(complaint -> errors.add(place.at(complaint)));
      String code = texts.get(CardField.CODE).strip();
      if (!code.isEmpty()) {
        String kind =
            RegisterKind.named(texts.get(CardField.KIND).strip())
                .map(RegisterKind::word)
                .orElse("");
        Long before = codes.putIfAbsent(kind + ":" + code, line);
        if (before != null) {
          errors.add(
              place.at(
                  new Complaint(
                      CardField.CODE,
                      code,
                      "stands in line %d already; a code belongs to one asset".formatted(before),
                      "与第 %d 行重复；资产编号必须唯一".formatted(before))));
        }
      }
      for (LineError error : errors) {
        sink.error(error);
      }
      if (errors.isEmpty()) {
        sink.card(place, result.card());
      }
    }
  }
}
