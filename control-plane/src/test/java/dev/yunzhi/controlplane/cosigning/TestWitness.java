package dev.yunzhi.controlplane.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.witness.Answer;
import dev.yunzhi.audit.witness.FolderMemory;
import dev.yunzhi.audit.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A witness that goes wrong in the ways that the test wants. */
final class TestWitness implements AutoCloseable {
  final NoteSigner key;
  final Witness witness;
  private final FolderMemory memory;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Answers wait for it. */
  volatile CountDownLatch slow = new CountDownLatch(0);

  volatile int status = 200;

  TestWitness(String name, Path state, NoteVerifier log) throws IOException {
    key = NoteSigner.generate(name, SignatureKind.COSIGNATURE);
    memory = new FolderMemory(state);
    witness = new Witness(List.of(key), List.of(log), memory, Clock.systemUTC());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      slow.await();
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      Answer answer = witness.add(exchange.getRequestBody().readAllBytes());
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.kind().status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    slow.countDown();
    server.stop(0);
    threads.shutdownNow();
    memory.close();
  }
}
