package dev.yunzhi.audit.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Makes fastexcel's workbooks reproducible: it dates no entry of the archive, but writes the
 * present as the workbook's creation into {@code docProps/core.xml}, and cannot be told another.
 * That entry is in the archive's tail, behind the sheets. The tail comes uncompressed; its date is
 * replaced there, with the entry's checksum in both places that have it (APPNOTE 4.3.9, 4.3.12).
 * Everything before the tail passes through.
 */
final class UndatedWorkbook extends FilterOutputStream {
  private static final byte[] NAME = "docProps/core.xml".getBytes(US_ASCII);
  private static final byte[] START = "<?xml".getBytes(US_ASCII);
  private static final byte[] END = "</cp:coreProperties>".getBytes(US_ASCII);
  private static final byte[] DATE =
      "<dcterms:created xsi:type=\"dcterms:W3CDTF\">".getBytes(US_ASCII);
  private static final byte[] DESCRIPTOR = {'P', 'K', 7, 8};

  /** From an entry's checksum in the central directory to its name. */
  private static final int CHECKSUM_TO_NAME = 46 - 16;

  private static final DateTimeFormatter AS_FASTEXCEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** From then on years have five digits. */
  private static final Instant LONGER = Instant.parse("+10000-01-01T00:00:00Z");

  private final byte[] created;
  private final OutputStream direct;

  /**
   * @param created what to say instead, where it has the length that fastexcel's dates have
   */
  UndatedWorkbook(OutputStream out, Instant created) {
    super(out);
    this.direct = out;
    boolean usual = !created.isBefore(Instant.EPOCH) && created.isBefore(LONGER);
    this.created = AS_FASTEXCEL.format(usual ? created : Instant.EPOCH).getBytes(US_ASCII);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** From here on what comes is held. It is to have no sheets, and no compression. */
  void startOfTail() {
    out = new ByteArrayOutputStream();
  }

  /**
   * Passes on the tail.
   *
   * @throws IllegalStateException when it is not as described
   */
  void endOfTail() throws IOException {
    byte[] tail = ((ByteArrayOutputStream) out).toByteArray();
    int end = find(tail, END, 0, 1);
    int start = find(tail, START, end, -1);
    int date = find(tail, DATE, start, 1) + DATE.length;
    if (date + created.length > end || tail[date + created.length] != '<') {
      throw new IllegalStateException("a workbook's creation is not written as it used to be");
    }
    System.arraycopy(created, 0, tail, date, created.length);
    CRC32 checksum = new CRC32();
    checksum.update(tail, start, end + END.length - start);
    ByteBuffer words = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    int descriptor = find(tail, DESCRIPTOR, end, 1) + DESCRIPTOR.length;
    // Names that stand in contents too come last in the central directory.
    int directory = find(tail, NAME, tail.length - NAME.length, -1) - CHECKSUM_TO_NAME;
    words.putInt(descriptor, (int) checksum.getValue());
    words.putInt(directory, (int) checksum.getValue());
    out = direct;
    out.write(tail);
    out.flush();
  }

  private static int find(byte[] in, byte[] what, int from, int step) {
    for (int i = from; i >= 0 && i <= in.length - what.length; i += step) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new IllegalStateException(
        "no %s in a workbook's tail".formatted(new String(what, US_ASCII)));
  }
}
