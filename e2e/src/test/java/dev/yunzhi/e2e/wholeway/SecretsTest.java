package dev.yunzhi.e2e.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yunzhi.audit.ledger.EventFilter;
import dev.yunzhi.audit.ledger.EventSearch;
import dev.yunzhi.audit.ledger.EventSearcher;
import dev.yunzhi.audit.ledger.LedgerReader;
import dev.yunzhi.e2e.cluster.CommandResult;
import dev.yunzhi.e2e.estate.ControlPlaneApi;
import dev.yunzhi.e2e.estate.Estate;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * No secret of the demonstration is in what it leaves behind: the database, files, logs, exports.
 * Looked for by its bytes.
 */
@OnDemonstratedEstate
class SecretsTest {
  /** Is everywhere, and no secret: what is not found there was not looked at. */
  private static final String TENANT = "huzhou-health";

  /**
   * What kube-apiserver writes itself, before anything of ours: to it the environment of a Pod is
   * no secret.
   */
  private static final Map<String, Set<String>> NOT_OURS =
      Map.of("cluster/logs/audit.log", Set.of("Secret default/kept in an environment"));

  private static final String MARKER = "kept-by-nobody-3f9c1d7e";

  /**
   * Where keys, passwords and tokens belong, etcd, which keeps Secrets, and where whoever follows
   * the pages of docs/ puts a password.
   */
  private static final Pattern KEY_PLACE =
      Pattern.compile(
          ".*(\\.key|\\.token|\\.kubeconfig|\\.pem)|credentials|auditor-password|intake-token|kubeconfigs/.*"
              + "|cluster/(pki|etcd|data|kubeconfig|.*kubeconfig).*|postgres/password.*"
              + "|audit-log\\.key|.*/audit-webhook.*|.*/tokens?\\.csv");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----(.*?)-----END", Pattern.DOTALL);

  private static final Pattern IN_KUBECONFIG =
      Pattern.compile("(?:token|client-key-data|password):\\s*\"?([A-Za-z0-9+/=._-]{8,})");

  @Test
  void areNowhereButWhereTheyBelong(Estate estate) throws Exception {
    makeSecrets(estate);
    Needles secrets = new Needles();
    Needles known = new Needles();
    known.add("tenant", TENANT);
    Set<String> inTheirPlaces = collect(estate, secrets);
    assertThat(secrets.names()).hasSizeGreaterThan(15);
    assertThat(inTheirPlaces)
        .as("each is found where it belongs: the search can find")
        .containsAll(secrets.names().stream().filter(name -> !name.startsWith("Secret ")).toList());

    Map<String, Set<String>> found = new TreeMap<>();
    Set<String> places = new TreeSet<>();
    for (Place place : places(estate)) {
      Set<String> seen = secrets.in(place.content);
      seen.removeAll(NOT_OURS.getOrDefault(place.name, Set.of()));
      if (!seen.isEmpty()) {
        found.computeIfAbsent(place.name, name -> new TreeSet<>()).addAll(seen);
      }
      if (!known.in(place.content).isEmpty()) {
        places.add(place.kind);
      }
    }
    assertThat(places)
        .as("what is no secret is found in all of them")
        .containsExactlyInAnyOrder("ledger", "table", "file", "export");
    assertThat(found).as("secrets in places where none belong").isEmpty();
  }

  /** As people make them: applied, patched, in an environment, asked for. */
  private static void makeSecrets(Estate estate) throws IOException {
    Path admin = estate.cluster().kubeconfig();
    String manifest =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: kept, namespace: default}
        stringData: {password: %1$s-applied}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: kept, namespace: default}
        spec:
          containers:
            - name: c
              image: registry.gov.example/c
              env: [{name: DB_PASSWORD, value: %1$s-env}]
        """
            .formatted(MARKER);
    ok(estate.kubectl(admin, manifest, "apply", "-f", "-"));
    ok(
        estate.kubectl(
            admin,
            "",
            "patch",
            "secret",
            "kept",
            "-n",
            "default",
            "-p",
            "{\"stringData\":{\"more\":\"%s-patched\"}}".formatted(MARKER)));
    ok(estate.kubectl(admin, "", "get", "secrets", "-A", "-o", "yaml"));
    ok(estate.kubectl(admin, "", "create", "token", "default", "-n", "default"));
    DataSource database = estate.postgres().database();
    EventSearcher searcher = new EventSearcher(database, new LedgerReader(database));
    EventSearch kept = new EventSearch(EventFilter.stream("api-audit"), List.of(), "secrets/kept");
    // What was done to it is recorded, without what was in it.
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                searcher.latest(kept, Long.MAX_VALUE, 2_000).events().stream()
                    .anyMatch(
                        event ->
                            event.body() != null
                                && event.body().contains("secrets/kept")
                                && event.body().contains("\"verb\":\"patch\"")));
  }

  private static void ok(CommandResult result) {
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  /**
   * Everything secret that the estate has.
   *
   * @return the names of those that were found in the files where they belong
   */
  private static Set<String> collect(Estate estate, Needles secrets) throws IOException {
    for (String line : Files.readAllLines(estate.accounts().credentials())) {
      int blank = line.indexOf(' ');
      secrets.add("password of " + line.substring(0, blank), line.substring(blank + 1));
    }
    secrets.add("password of PostgreSQL", estate.postgres().password());
    List<Path> keyPlaces =
        files(estate.state()).filter(file -> isKeyPlace(estate.state(), file)).toList();
    for (Path file : keyPlaces) {
      String name = estate.state().relativize(file).toString();
      byte[] content = Files.readAllBytes(file);
      String text = new String(content, UTF_8);
      if (name.endsWith(".token") || name.equals("intake-token")) {
        secrets.add(name, text);
      } else if (name.endsWith(".key") && text.startsWith("PRIVATE+KEY+")) {
        secrets.add(name, text);
      }
      Matcher pem = PRIVATE_KEY.matcher(text);
      while (pem.find()) {
        List<String> lines = pem.group(1).strip().lines().toList();
        // The end of it is the key's own; the beginning only says of which kind it is.
        secrets.add(name, lines.get(lines.size() / 2));
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        secrets.add(name, Arrays.copyOfRange(der, der.length / 2, der.length));
      }
      Matcher matcher = IN_KUBECONFIG.matcher(text);
      while (name.contains("kubeconfig") && matcher.find()) {
        secrets.add(name, matcher.group(1));
      }
    }
    Set<String> found = new TreeSet<>();
    for (Path file : keyPlaces) {
      found.addAll(secrets.in(Files.readAllBytes(file)));
    }
    for (Secret secret : estate.client().secrets().inAnyNamespace().list().getItems()) {
      String name =
          "Secret %s/%s"
              .formatted(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
      if (secret.getData() != null) {
        secret.getData().entrySet().stream()
            // Certificates are public.
            .filter(entry -> !entry.getKey().matches("ca\\.crt|tls\\.crt|.*\\.pub|namespace"))
            .filter(entry -> !name.contains("sh.helm.release"))
            .forEach(
                entry ->
                    secrets.add(
                        name + " " + entry.getKey(), Base64.getDecoder().decode(entry.getValue())));
      }
    }
    secrets.add("Secret default/kept in an environment", MARKER + "-env");
    return found;
  }

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Place(String kind, String name, byte[] content) {}

  private static List<Place> places(Estate estate) throws IOException, SQLException {
    List<Place> places = new ArrayList<>();
    ledger(estate, places);
    tables(estate, places);
    for (Path file :
        files(estate.state()).filter(path -> !isKeyPlace(estate.state(), path)).toList()) {
      String name = estate.state().relativize(file).toString();
      places.add(new Place("file", name, Files.readAllBytes(file)));
    }
    exports(estate, places);
    return places;
  }

  /** Unpacked: in the tables it is not to be read. */
  private static void ledger(Estate estate, List<Place> places) throws IOException {
    new LedgerReader(estate.postgres().database())
        .stream(
            EventFilter.ALL,
            event ->
                places.add(
                    new Place(
                        "ledger",
                        "leaf %d of %s".formatted(event.index(), event.leaf().stream()),
                        (event.leaf().id() + "\n" + event.body()).getBytes(UTF_8))));
  }

  private static void tables(Estate estate, List<Place> places) throws SQLException {
    try (Connection connection = estate.postgres().connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "select tablename from pg_tables where schemaname = 'public' order by 1")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      assertThat(tables).contains("ledger_block", "asset_version");
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("select * from \"%s\"".formatted(table))) {
          int columns = row.getMetaData().getColumnCount();
          while (row.next()) {
            for (int column = 1; column <= columns; column++) {
              Object value = row.getObject(column);
              if (value != null) {
                byte[] bytes = value instanceof byte[] raw ? raw : value.toString().getBytes(UTF_8);
                places.add(new Place("table", table, bytes));
              }
            }
          }
        }
      }
    }
  }

  private static void exports(Estate estate, List<Place> places) throws IOException {
    ControlPlaneApi auditor = estate.api("auditor");
    for (String path :
        List.of(
            "/api/v1/audit/events?limit=1000",
            "/api/v1/audit/events/7/evidence",
            "/api/v1/assets?limit=1000",
            "/api/v1/reports/assets?format=csv",
            "/api/v1/reports/assets?format=ndjson",
            "/metrics")) {
      places.add(new Place("export", path, auditor.get(path).body().getBytes(UTF_8)));
    }
  }

  private static Stream<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static boolean isKeyPlace(Path state, Path file) {
    return KEY_PLACE.matcher(state.relativize(file).toString()).matches();
  }
}
