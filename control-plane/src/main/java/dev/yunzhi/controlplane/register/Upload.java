package dev.yunzhi.controlplane.register;

import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.controlplane.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A body that was sent, as a file that is gone once it is closed. */
final class Upload implements AutoCloseable {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv");

  private final Path file;
  private final String sha256;

  private Upload(Path file, String sha256) {
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Receives all of a CSV body.
   *
   * @param maxBytes how long it may be
   * @param timeToSend in which all of it must have come
   * @throws Problem 400, 408, 413 or 415, saying what was wrong
   * @throws IOException when it cannot be kept
   */
  static Upload receive(HttpServletRequest request, long maxBytes, Duration timeToSend)
      throws IOException {
    requireCsv(request);
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    Path file = Files.createTempFile("yunzhi-register", ".csv");
    boolean done = false;
    try {
      MessageDigest digest = Hash.newDigest();
      copy(request, file, digest, maxBytes, timeToSend);
      done = true;
      return new Upload(file, HexFormat.of().formatHex(digest.digest()));
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void requireCsv(HttpServletRequest request) {
    try {
      if (request.getContentType() != null
          && CSV.isCompatibleWith(MediaType.parseMediaType(request.getContentType()))) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // Said below, as of any other type.
    }
    throw Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type is %s; it must be text/csv".formatted(request.getContentType()))
        .at(HttpHeaders.CONTENT_TYPE);
  }

  private static void copy(
      HttpServletRequest request,
      Path file,
      MessageDigest digest,
      long maxBytes,
      Duration timeToSend)
      throws IOException {
    long end = System.nanoTime() + timeToSend.toNanos();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      InputStream in = request.getInputStream();
      for (int read = read(in, buffer, timeToSend);
          read >= 0;
          read = read(in, buffer, timeToSend)) {
        length += read;
        if (length > maxBytes) {
          throw tooLarge(maxBytes);
        }
        if (System.nanoTime() - end > 0) {
          throw tooSlow(timeToSend);
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
  }

  private static int read(InputStream in, byte[] buffer, Duration timeToSend) {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw tooSlow(timeToSend);
    } catch (IOException e) {
      throw Problem.badField("body", "ended too early");
    }
  }

  private static Problem tooLarge(long maxBytes) {
    return Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "has more than %d bytes; split the file and send its parts".formatted(maxBytes))
        .at("body");
  }

  private static Problem tooSlow(Duration timeToSend) {
    return Problem.of(
            HttpStatus.REQUEST_TIMEOUT,
            "has not come within %d s; split the file and send its parts"
                .formatted(timeToSend.toSeconds()))
        .at("body");
  }

  Path file() {
    return file;
  }

  /** In hexadecimal. */
  String sha256() {
    return sha256;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
