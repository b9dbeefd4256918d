package dev.yunzhi.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.api.v1alpha1.Department;
import dev.yunzhi.api.v1alpha1.DepartmentSpec;
import dev.yunzhi.api.v1alpha1.Level;
import dev.yunzhi.audit.note.NoteSigner;
import dev.yunzhi.audit.note.SignatureKind;
import dev.yunzhi.controlplane.identity.HashPassword;
import dev.yunzhi.controlplane.identity.TokenReviewer;
import dev.yunzhi.controlplane.inventory.DepartmentTree;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The whole program on a free port behind its own TLS, without a cluster. */
public final class TestControlPlane implements AutoCloseable {
  /** Of every local account. */
  public static final String PASSWORD = "correct horse battery";

  public static final String INTAKE_TOKEN = "intake-token-of-the-home-cluster";
  public static final String OPERATOR_TOKEN = "token-of-the-operator";

  private static final ObjectMapper JSON = new ObjectMapper();
  // Hashed once: Argon2id is slow on purpose.
  private static final String HASH = hash();

  public final ConfigurableApplicationContext context;
  public final HttpClient client;
  private final URI base;

  public TestControlPlane(Path directory, String... settings) {
    this(TestDatabase.create(), directory, settings);
  }

  public TestControlPlane(String jdbcUrl, Path directory, String... settings) {
    this(jdbcUrl, directory, List.of(), settings);
  }

  /** One that takes its word about something from a configuration of the test. */
  public static TestControlPlane with(Path directory, Class<?> configuration, String... settings) {
    return new TestControlPlane(TestDatabase.create(), directory, List.of(configuration), settings);
  }

  /** One whose log, {@code log.test}, is signed with a key of its own. */
  public static TestControlPlane withSignedLog(Path directory, String... settings)
      throws IOException {
    String key = NoteSigner.generate("log.test", SignatureKind.ED25519).secret();
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--yunzhi.audit.log.origin=log.test");
    all.add(
        "--yunzhi.audit.log.signing-key-files="
            + Files.writeString(directory.resolve("log.key"), key));
    return new TestControlPlane(directory, all.toArray(String[]::new));
  }

  private TestControlPlane(
      String jdbcUrl, Path directory, List<Class<?>> configurations, String... settings) {
    try {
      TestCertificate certificate = new TestCertificate(directory);
      List<String> all = new ArrayList<>();
      all.add("--server.port=0");
      all.add("--server.ssl.certificate=" + certificate.certificateFile);
      all.add("--server.ssl.certificate-private-key=" + certificate.keyFile);
      all.add("--spring.datasource.url=" + jdbcUrl);
      all.add("--spring.datasource.username=postgres");
      all.add("--spring.datasource.password=postgres");
      all.add("--yunzhi.kubernetes.enabled=false");
      all.add("--yunzhi.accounts-file=" + accounts(directory));
      all.add(
          "--yunzhi.audit.intake.tokens.home="
              + Files.writeString(directory.resolve("intake-token"), INTAKE_TOKEN + "\n"));
      all.addAll(List.of(settings));
      context =
          new SpringApplicationBuilder(ControlPlane.class, KnownTokens.class)
              .sources(configurations.toArray(Class<?>[]::new))
              .run(all.toArray(String[]::new));
      client = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    base =
        URI.create(
            "https://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  /** What a cluster's API server would say about tokens. */
  @Configuration(proxyBeanMethods = false)
  static class KnownTokens {
    private static final Map<String, TokenReviewer.Identity> KNOWN =
        Map.of(
            "token-of-an-owner",
            new TokenReviewer.Identity("qian", List.of("tax-owners")),
            OPERATOR_TOKEN,
            new TokenReviewer.Identity(
                "system:serviceaccount:yunzhi-system:tenant-operator", List.of()),
            "token-of-an-auditor",
            new TokenReviewer.Identity("wang", List.of("yunzhi:audit-administrators")),
            "token-of-two-hats",
            new TokenReviewer.Identity(
                "li", List.of("yunzhi:audit-administrators", "yunzhi:system-administrators")),
            "token-of-nobody",
            new TokenReviewer.Identity("zhao", List.of("system:authenticated")),
            "token-of-a-member",
            new TokenReviewer.Identity("zhou", List.of("hangzhou-staff")),
            "token-of-a-head",
            new TokenReviewer.Identity("sun", List.of("xihu-heads")));

    @Bean
    TokenReviewer knownTokens() {
      return token -> {
        if (token.equals("token-while-the-api-server-is-down")) {
          throw new IllegalStateException("connection refused");
        }
        return Optional.ofNullable(KNOWN.get(token));
      };
    }
  }

  private static String hash() {
    InputStream stdin = System.in;
    var stdout = System.out;
    var printed = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(PASSWORD.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      HashPassword.run();
      return printed.toString(StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      System.setIn(stdin);
      System.setOut(stdout);
    }
  }

  private static Path accounts(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("accounts.yaml"),
        """
        accounts:
          - {name: system, hash: "%1$s", roles: [system-administrator]}
          - {name: security, hash: "%1$s", roles: [security-administrator]}
          - {name: audit, hash: "%1$s", roles: [audit-administrator]}
          - {name: member, hash: "%1$s", roles: [department-member], department: hangzhou}
          - {name: clerk, hash: "%1$s", roles: [department-member], department: xihu}
          - {name: neighbour, hash: "%1$s", roles: [department-member], department: ningbo}
          - {name: owner, hash: "%1$s", roles: [tenant-administrator], tenant: tax}
          - {name: keeper, hash: "%1$s", roles: [tenant-administrator], tenant: tenant-of-xihu}
        """
            .formatted(HASH));
  }

  /** Waits until events can be made durable. */
  public TestControlPlane awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> send(HttpRequest.newBuilder(uri("/readyz"))).statusCode() == 200);
    return this;
  }

  /**
   * Has a department, as the home cluster's watch would bring it.
   *
   * @param parent null when it is below none
   */
  public void department(String name, Level level, String parent) {
    Department department = new Department();
    department.setMetadata(new ObjectMetaBuilder().withName(name).build());
    department.setSpec(
        new DepartmentSpec(
            name, null, level, "330000", parent, null, null, null, null, null, null));
    context.getBean(DepartmentTree.class).put(department);
  }

  public URI uri(String path) {
    return base.resolve(path);
  }

  public static String basic(String name) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** GET as a local account. */
  public HttpResponse<String> get(String account, String path) {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", basic(account)));
  }

  /** GET of a file with a local account; it must be given out. */
  public byte[] bytes(String account, String path) {
    var request = HttpRequest.newBuilder(uri(path)).header("Authorization", basic(account));
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** POST of JSON with a bearer token. */
  public HttpResponse<String> post(String path, String token, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
