package dev.yunzhi.e2e.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Sends requests over connections that stay open, the next as soon as the last is answered. It does
 * no more than HTTP/1.1 needs: on two cores, what the client takes is missing from the server.
 * Thread-safe.
 */
final class HttpsLoad implements AutoCloseable {

  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final SSLContext tls;
  private final String authorization;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param tls trusts the servers
   */
  HttpsLoad(SSLContext tls) {
    this(tls, null);
  }

  /**
   * @param tls trusts the servers
   * @param authorization the header's value; null sends none
   */
  HttpsLoad(SSLContext tls, String authorization) {
    this.tls = tls;
    this.authorization = authorization;
  }

  /**
   * What a stretch of load came to.
   *
   * @param perSecond requests answered
   * @param p50 and {@code p99}: milliseconds from a request to its answer
   */
  record Result(double perSecond, double p50, double p99) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.0f/s, p50 %.2f ms, p99 %.2f ms", perSecond, p50, p99);
    }
  }

  /** The body of one answer. */
  String once(URI target, byte[] body) throws IOException {
    try (Connection connection = new Connection(target)) {
      return new String(connection.send(body), StandardCharsets.UTF_8);
    }
  }

  /**
   * Load for a while, each connection with the bodies in turn.
   *
   * @throws IOException when an answer is other than 200, or none
   */
  Result run(URI target, List<byte[]> bodies, int connections, Duration time)
      throws IOException, InterruptedException {
    return run(target, first -> new InTurn(bodies, first), connections, time);
  }

  /** Bodies in turn, for ever. */
  private static final class InTurn implements Supplier<byte[]> {
    private final List<byte[]> bodies;
    private int next;

    InTurn(List<byte[]> bodies, int first) {
      this.bodies = bodies;
      this.next = first;
    }

    @Override
    public byte[] get() {
      return bodies.get(next++ % bodies.size());
    }
  }

  /**
   * Load for a while.
   *
   * @param bodies of a connection, by its number; what one gave is its own again when it is asked
   *     for the next
   * @throws IOException when an answer is neither 200 nor 204, or none
   */
  Result run(URI target, IntFunction<Supplier<byte[]>> bodies, int connections, Duration time)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Future<long[]>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Supplier<byte[]> its = bodies.apply(i);
      Callable<long[]> sender = () -> send(target, its, start + time.toNanos());
      running.add(threads.submit(sender));
    }
    long[] all = new long[0];
    for (Future<long[]> one : running) {
      long[] nanos = get(one);
      int before = all.length;
      all = Arrays.copyOf(all, before + nanos.length);
      System.arraycopy(nanos, 0, all, before, nanos.length);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(all);
    return new Result(all.length / seconds, quantile(all, 0.5), quantile(all, 0.99));
  }

  private static long[] get(Future<long[]> sender) throws IOException, InterruptedException {
    try {
      return sender.get();
    } catch (ExecutionException e) {
      throw new IOException("a connection failed: " + e.getCause(), e);
    }
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  private long[] send(URI target, Supplier<byte[]> bodies, long end) throws IOException {
    long[] nanos = new long[1 << 16];
    int count = 0;
    try (Connection connection = new Connection(target)) {
      while (System.nanoTime() < end) {
        byte[] body = bodies.get();
        long now = System.nanoTime();
        connection.send(body);
        long answered = System.nanoTime();
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = answered - now;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Not thread-safe. */
  private final class Connection implements AutoCloseable {
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] head;

    Connection(URI target) throws IOException {
      socket = (SSLSocket) tls.getSocketFactory().createSocket(target.getHost(), target.getPort());
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
      // Small requests go out in one record, as real clients send them; large bodies pass through.
      out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
      head = head(target);
    }

    /** All of the head up to the length of the body. */
    private byte[] head(URI target) {
      return "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: "
          .formatted(
              target.getPath(),
              target.getAuthority(),
              authorization == null ? "" : "Authorization: " + authorization + "\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] send(byte[] body) throws IOException {
      out.write(head);
      out.write(Integer.toString(body.length).getBytes(StandardCharsets.US_ASCII));
      out.write(END_OF_HEAD);
      out.write(body);
      out.flush();
      String status = line();
      boolean empty = status.startsWith("HTTP/1.1 204");
      if (!empty && !status.startsWith("HTTP/1.1 200")) {
        throw new IOException("answered " + status);
      }
      int length = -1;
      boolean chunked = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).trim());
        } else if (lower.startsWith("transfer-encoding:") && lower.endsWith("chunked")) {
          chunked = true;
        }
      }
      return empty ? new byte[0] : chunked ? chunks() : in.readNBytes(length);
    }

    private byte[] chunks() throws IOException {
      byte[] body = new byte[0];
      while (true) {
        int size = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(size);
        line();
        if (size == 0) {
          return body;
        }
        int before = body.length;
        body = Arrays.copyOf(body, before + size);
        System.arraycopy(chunk, 0, body, before, size);
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the server closed the connection");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
