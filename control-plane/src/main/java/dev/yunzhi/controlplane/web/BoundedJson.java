package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.MalformedInputException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a JSON body that a program sent, plain or by gzip, never more of it than is allowed. */
public final class BoundedJson {
  /** Deeper than any Kubernetes object, and shallow enough for every stack. */
  public static final int MAX_DEPTH = 200;

  /** One text of a body: more than any object of Kubernetes has in all. */
  private static final int MAX_TEXT = 8 << 20;

  /**
   * Bytes that each token must have on the average of the largest body. What is nothing but empty
   * objects would take thirty times its length in memory; what Kubernetes sends has twice as much.
   */
  private static final int BYTES_OF_TOKEN = 6;

  private final long maxBytes;
  private final Duration timeToSend;
  private final ObjectMapper mapper;

  /**
   * Reads bodies of a size.
   *
   * @param maxBytes how long the body may be, after decompression
   * @param timeToSend in which all of it must have come
   */
  public BoundedJson(long maxBytes, Duration timeToSend) {
    this.maxBytes = maxBytes;
    this.timeToSend = timeToSend;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength((int) Math.min(maxBytes, MAX_TEXT))
            .maxTokenCount(maxBytes / BYTES_OF_TOKEN)
            .build();
    this.mapper =
        new ObjectMapper(JsonFactory.builder().streamReadConstraints(constraints).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(new BoundedNumbers());
  }

  /**
   * Reads the body to its end.
   *
   * @throws Problem 400, 408, 413 or 415, saying what was wrong
   */
  public JsonNode read(HttpServletRequest request) {
    return read(request, bytes -> {}, JsonParser::readValueAsTree);
  }

  /**
   * Reads a document by its tokens; that a name stands twice is found in the trees that it makes.
   */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads from the first token, which is the parser's current one, to the last.
     *
     * @throws Problem when it has not the form that is wanted
     */
    T read(JsonParser json) throws IOException;
  }

  /**
   * Reads the body to its end without having all of it as a tree.
   *
   * @param arriving is told how many further bytes are read, after decompression; it may refuse
   *     them
   * @throws Problem 400, 408, 413 or 415, saying what was wrong; what was read before may have been
   *     used already
   */
  public <T> T read(HttpServletRequest request, IntConsumer arriving, Reading<T> reading) {
    requireJson(request.getContentType());
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    try (JsonParser json = mapper.createParser(decoded(request, arriving))) {
      if (json.nextToken() == null) {
        throw Problem.badField("body", "is empty; a JSON document was expected");
      }
      T read = read(json, reading);
      if (json.nextToken() != null) {
        throw Problem.badField("body", "goes on after the end of its JSON document");
      }
      return read;
    } catch (TooLargeException e) {
      throw tooLarge();
    } catch (TooSlowException e) {
      throw tooSlow();
    } catch (MalformedInputException e) {
      throw Problem.badField("body", "is not UTF-8");
    } catch (StreamConstraintsException e) {
      throw Problem.badField("body", "breaks a limit: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw Problem.badField(
          "body",
          "is not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (ZipException e) {
      throw Problem.badField("body", "is not gzip, though Content-Encoding says so");
    } catch (IOException e) {
      if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
        throw tooSlow();
      }
      throw Problem.badField("body", "ended too early");
    }
  }

  private static <T> T read(JsonParser json, Reading<T> reading) throws IOException {
    try {
      return reading.read(json);
    } catch (NumberFormatException e) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
        throw e;
      }
      // The parser stands at the number still; Jackson's own exception names no place.
      JsonLocation place = json.currentTokenLocation();
      throw Problem.badField(
          "body",
          "breaks a limit: %s at line %d, column %d has more than %d digits when it is written out"
              .formatted(
                  json.getText(),
                  place.getLineNr(),
                  place.getColumnNr(),
                  BoundedNumbers.MOST_DIGITS));
    }
  }

  private static void requireJson(String contentType) {
    try {
      if (contentType != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType))) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // Said below, as of any other type.
    }
    throw Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type is %s; it must be application/json".formatted(contentType))
        .at(HttpHeaders.CONTENT_TYPE);
  }

  private InputStream decoded(HttpServletRequest request, IntConsumer arriving) throws IOException {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    InputStream plain =
        switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
          case "identity" -> request.getInputStream();
          case "gzip" -> new GZIPInputStream(request.getInputStream(), 8192);
          default ->
              throw Problem.of(
                      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                      "Content-Encoding is %s; it must be gzip or absent".formatted(encoding))
                  .at(HttpHeaders.CONTENT_ENCODING);
        };
    return new BufferedInputStream(new Limited(plain, arriving));
  }

  private Problem tooLarge() {
    return Problem.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "has more than %d bytes after decompression; send fewer events at once"
                .formatted(maxBytes))
        .at("body");
  }

  private Problem tooSlow() {
    return Problem.of(
            HttpStatus.REQUEST_TIMEOUT,
            "has not come within %d s; send fewer events at once".formatted(timeToSend.toSeconds()))
        .at("body");
  }

  private static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Fails at the first byte that is too many, too late or not UTF-8. */
  private final class Limited extends java.io.FilterInputStream {
    private final IntConsumer arriving;
    private final Utf8Check utf8 = new Utf8Check();
    private final long end = System.nanoTime() + timeToSend.toNanos();
    private long left = maxBytes;

    Limited(InputStream in, IntConsumer arriving) {
      super(in);
      this.arriving = arriving;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        counted(count);
        utf8.go(target, offset, count);
      }
      return count;
    }

    private void counted(int count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new TooLargeException();
      }
      if (System.nanoTime() - end > 0) {
        throw new TooSlowException();
      }
      arriving.accept(count);
    }
  }
}
