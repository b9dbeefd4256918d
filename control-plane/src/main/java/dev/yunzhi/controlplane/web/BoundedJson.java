package dev.yunzhi.controlplane.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
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
        new ObjectMapper(
                JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /**
   * Reads the body to its end.
   *
   * @throws Problem 400, 413 or 415, saying what was wrong
   */
  public JsonNode read(HttpServletRequest request) {
    return read(request, bytes -> {});
  }

  /**
   * As above.
   *
   * @param arriving is told how many further bytes are read, after decompression; it may refuse
   *     them
   */
  public JsonNode read(HttpServletRequest request, IntConsumer arriving) {
    requireJson(request.getContentType());
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    try (InputStream body = decoded(request, arriving)) {
      JsonNode tree = mapper.readTree(body);
      if (tree == null || tree.isMissingNode()) {
        throw Problem.badField("body", "is empty; a JSON document was expected");
      }
      return tree;
    } catch (TooLargeException e) {
      throw tooLarge();
    } catch (TooSlowException e) {
      throw tooSlow();
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

  /** Fails at the first byte too many or too late. */
  private final class Limited extends java.io.FilterInputStream {
    private final IntConsumer arriving;
    private final long end = System.nanoTime() + timeToSend.toNanos();
    private long left = maxBytes;

    Limited(InputStream in, IntConsumer arriving) {
      super(in);
      this.arriving = arriving;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      return value < 0 ? value : (int) counted(1, value);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      return count < 0 ? count : (int) counted(count, count);
    }

    private long counted(int count, long result) throws IOException {
      left -= count;
      if (left < 0) {
        throw new TooLargeException();
      }
      if (System.nanoTime() - end > 0) {
        throw new TooSlowException();
      }
      arriving.accept(count);
      return result;
    }
  }
}
