package dev.yunzhi.operator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;

/** Bodies of answers that are read up to a size, and refused beyond it. */
public final class LimitedBody {

  /**
   * Reads the whole body.
   *
   * @param what it is, for the message of the failure
   */
  public static BodyHandler<byte[]> of(long maxBytes, String what) {
    return info -> {
      var read = new ByteArrayOutputStream();
      return BodySubscribers.mapping(
          BodySubscribers.ofByteArrayConsumer(
              part ->
                  part.ifPresent(
                      bytes -> {
                        if (read.size() + bytes.length > maxBytes) {
                          throw new UncheckedIOException(
                              new IOException(
                                  "%s is larger than %d bytes".formatted(what, maxBytes)));
                        }
                        read.writeBytes(bytes);
                      })),
          nothing -> read.toByteArray());
    };
  }

  private LimitedBody() {}
}
