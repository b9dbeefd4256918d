package dev.yunzhi.controlplane.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.audit.merkle.Hash;
import dev.yunzhi.audit.note.AddCheckpoint;
import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.Note;
import dev.yunzhi.audit.note.NoteSignature;
import dev.yunzhi.audit.note.NoteVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One witness, asked over HTTP. Used by one thread at a time. */
final class RemoteWitness {
  /** What came of asking. */
  enum Kind {
    COSIGNED,
    UNREACHABLE,
    BEHIND,
    REFUSED
  }

  /**
   * The answer.
   *
   * @param lines its cosignatures, where it cosigned
   * @param words what is to be told of it; null where it cosigned
   */
  record Answer(Kind kind, List<NoteSignature> lines, String words) {
    static Answer of(Kind kind, String words) {
      return new Answer(kind, List.of(), words);
    }
  }

  private static final int MAX_ANSWER = 1 << 16;
  private static final int MAX_WORDS = 200;

  private final HttpClient http;
  private final URI url;
  private final NoteVerifier key;
  private final LogReader log;
  private final Duration timeout;
  private long size;

  RemoteWitness(HttpClient http, URI url, NoteVerifier key, LogReader log, Duration timeout) {
    this.http = http;
    String prefix = url.toString();
    this.url = URI.create((prefix.endsWith("/") ? prefix : prefix + "/") + "add-checkpoint");
    this.key = key;
    this.log = log;
    this.timeout = timeout;
  }

  NoteVerifier key() {
    return key;
  }

  /**
   * Asks for a cosignature, from the size that the witness took last.
   *
   * @param newest of this log
   * @param newestSize how many leaves it speaks of
   */
  Answer ask(Note newest, long newestSize) throws InterruptedException {
    try {
      // A first answer may say what it has seen: a second one goes on from there.
      for (int turn = 0; turn < 2; turn++) {
        long old = size;
        if (old > newestSize) {
          // Asked anew the next time.
          size = 0;
          return Answer.of(
              Kind.BEHIND,
              "it has seen %d leaves of this log, which has %d".formatted(old, newestSize));
        }
        List<Hash> proof = log.proofs(newestSize, proofs -> proofs.consistency(old, newestSize));
        HttpResponse<byte[]> answer = send(new AddCheckpoint(old, proof, newest).toString());
        String body = new String(answer.body(), UTF_8);
        if (answer.statusCode() == 200) {
          return cosigned(newest, newestSize, body);
        }
        if (answer.statusCode() != 409) {
          String words = body.strip();
          return Answer.of(
              Kind.REFUSED,
              "it answers %d: %s"
                  .formatted(
                      answer.statusCode(),
                      words.substring(0, Math.min(MAX_WORDS, words.length()))));
        }
        size = parse(body);
        if (size == old) {
          return Answer.of(
              Kind.REFUSED,
              "it has cosigned another history of %d leaves under this name".formatted(old));
        }
      }
      return Answer.of(Kind.UNREACHABLE, "it changes its mind of what it has seen");
    } catch (IOException | TimeoutException e) {
      return Answer.of(Kind.UNREACHABLE, e.getMessage());
    }
  }

  private Answer cosigned(Note newest, long newestSize, String body) throws IOException {
    List<NoteSignature> lines;
    try {
      lines =
          Note.parse(newest.text() + "\n" + body).signatures().stream()
              .filter(line -> key.verifies(newest.text(), line))
              .toList();
    } catch (MalformedNoteException e) {
      throw new IOException("it answers no signature lines: " + e.getMessage(), e);
    }
    if (lines.isEmpty()) {
      return Answer.of(Kind.REFUSED, "what it answers is not signed by %s".formatted(key));
    }
    size = newestSize;
    return new Answer(Kind.COSIGNED, lines, null);
  }

  private static long parse(String body) throws IOException {
    if (body.matches("(0|[1-9][0-9]{0,17})\n")) {
      return Long.parseLong(body.strip());
    }
    throw new IOException("it answers 409 without a size");
  }

  private HttpResponse<byte[]> send(String body)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(url)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            info -> new BoundedBody(MAX_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
          cause);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new TimeoutException("no whole answer within " + timeout.toSeconds() + " s");
    }
  }
}
