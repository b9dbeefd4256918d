package dev.yunzhi.auditor;

import dev.yunzhi.audit.note.MalformedNoteException;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.NoteVerifier;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.audit.witness.FolderMemory;
import dev.yunzhi.audit.witness.Witness;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code yunzhi witness run}: until it is ended. */
@Command(
    name = "run",
    description = {
      "Serve POST /add-checkpoint. What was cosigned last of each log is on disk before it is"
          + " answered; keep that folder: a witness that forgets it would cosign another history."
    },
    mixinStandardHelpOptions = true)
final class WitnessRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "The witness' private key, as `yunzhi witness key` made it. Can be repeated: while a key is"
              + " changed, the old one and the new one.")
  private List<Path> keys;

  @Option(
      names = "--logs",
      required = true,
      paramLabel = "FILE",
      description =
          "The logs: a file of their public keys, a line each. Keys of one name are of one log.")
  private Path logs;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description = "Where it remembers what it cosigned last.")
  private Path state;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8444",
      description = "Where it listens; port 0 takes any. Default: ${DEFAULT-VALUE}.")
  private String listen;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "PEM of its certificate; needed where it listens beyond this machine.")
  private Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM (PKCS #8) of the certificate's key.")
  private Path certificateKey;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long a request may take. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Override
  public Integer call() throws IOException {
    InetSocketAddress address = address();
    SSLContext tls = tls(address);
    if (timeout < 1) {
      throw wrong("--timeout %d: one second is the least".formatted(timeout));
    }
    WitnessServer.bound(Duration.ofSeconds(timeout));
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> log =
        line -> {
          out.println(Instant.now() + " " + line);
          out.flush();
        };
    try (FolderMemory memory = new FolderMemory(state)) {
      Witness witness = new Witness(signers(), logKeys(), memory, Clock.systemUTC());
      try (WitnessServer server = new WitnessServer(address, tls, witness, log)) {
        for (Map.Entry<String, Long> known : witness.sizes().entrySet()) {
          log.accept("knows the log %s, %d leaves".formatted(known.getKey(), known.getValue()));
        }
        server.start();
        log.accept(
            "listens at %s://%s:%d"
                .formatted(tls == null ? "http" : "https", address.getHostString(), server.port()));
        untilEnded();
      }
    }
    return 0;
  }

  private static void untilEnded() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InetSocketAddress address() {
    int colon = listen.lastIndexOf(':');
    try {
      int port = Integer.parseInt(listen.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= 0xffff) {
        return new InetSocketAddress(InetAddress.getByName(listen.substring(0, colon)), port);
      }
    } catch (NumberFormatException | UnknownHostException e) {
      // Told below.
    }
    throw wrong("--listen %s: HOST:PORT is what it must be".formatted(listen));
  }

  private SSLContext tls(InetSocketAddress address) throws IOException {
    if ((certificate == null) != (certificateKey == null)) {
      throw wrong("--tls-certificate and --tls-key go together");
    }
    if (certificate != null) {
      return PemFiles.server(certificate, certificateKey);
    }
    if (!address.getAddress().isLoopbackAddress()) {
      throw wrong("--listen %s: beyond this machine it needs --tls-certificate".formatted(listen));
    }
    return null;
  }

  private List<NoteSigner> signers() throws IOException {
    List<NoteSigner> signers = new ArrayList<>();
    for (Path file : keys) {
      try {
        NoteSigner signer = NoteSigner.parse(Files.readString(file));
        if (signer.verifier().kind() != SignatureKind.COSIGNATURE) {
          throw wrong("--key: %s is no key of a witness".formatted(file));
        }
        signers.add(signer);
      } catch (MalformedNoteException e) {
        throw wrong("--key: %s: %s".formatted(file, e.getMessage()));
      }
    }
    return signers;
  }

  private List<NoteVerifier> logKeys() throws IOException {
    List<NoteVerifier> known;
    try {
      known = NoteVerifier.parseLines(Files.readString(logs));
    } catch (MalformedNoteException e) {
      throw wrong("--logs: %s: %s".formatted(logs, e.getMessage()));
    }
    for (NoteVerifier key : known) {
      if (key.kind() == SignatureKind.COSIGNATURE) {
        throw wrong("--logs: %s is the key of a witness".formatted(key));
      }
    }
    if (known.isEmpty()) {
      throw wrong("--logs: %s holds no key".formatted(logs));
    }
    return known;
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
