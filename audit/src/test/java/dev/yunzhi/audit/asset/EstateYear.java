package dev.yunzhi.audit.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A year of an estate, the same each time, told to a record as watchers and full lists would:
 * tenants' workloads on three clouds and registered cameras come, change and go; departments are
 * merged; watchers are down for a while; a cloud is lost for good, and found again; news comes
 * weeks late. Not thread-safe.
 */
final class EstateYear {
  static final Comparator<AssetId> ORDER =
      Comparator.comparing(AssetId::cluster)
          .thenComparing(AssetId::kind)
          .thenComparing(AssetId::namespace)
          .thenComparing(AssetId::name)
          .thenComparing(AssetId::uid);

  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(365);
  private static final List<String> CLOUDS = List.of("cloud-a", "cloud-b", "home");
  static final List<String> KINDS = List.of("Deployment", "Service", "StatefulSet");
  private static final String REGISTER = "register";
  private static final String CAMERA = "Camera";
  private static final int TURNS = 100;
  private static final int MOST_AT_ONCE = 400;
  private static final List<String> DOCUMENTS = documents();

  /** Takes what is told. */
  interface Telling {
    void observe(List<Observation> observations);

    void list(String cluster, String kind, Map<AssetId, AssetFacts> live, Instant at);
  }

  private record Watch(String cluster, String kind) {}

  private final Random random = new Random(2025);
  private final Telling record;
  private final int tenants;
  private final int turns;
  private final int atOnce;
  private final String[] departmentOf;

  /** What there really is, whoever looks. */
  private final Map<AssetId, AssetFacts> world = new HashMap<>();

  private final List<AssetId> alive = new ArrayList<>();
  private final List<AssetId> ever = new ArrayList<>();
  private final Map<Watch, Integer> downUntil = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private int turn;

  EstateYear(Telling record, int tenants, long versions) {
    this.record = record;
    this.tenants = tenants;
    this.atOnce = (int) Math.min(MOST_AT_ONCE, versions / TURNS);
    // Some of what happens is never seen: a watcher was down, and the full list tells the end only.
    this.turns = Math.toIntExact(versions / atOnce * 6 / 5);
    this.departmentOf = new String[tenants];
    for (int i = 0; i < tenants; i++) {
      departmentOf[i] = "department-" + i / 4;
    }
  }

  private static List<String> documents() {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      documents.add(
          "{\"specification\":\"replicas: %d\",\"state\":\"%s\"}"
              .formatted(i, i % 3 == 0 ? "停用" : "在用"));
    }
    return documents;
  }

  int turns() {
    return turns;
  }

  Instant now() {
    return START.plus(LENGTH.multipliedBy(turn).dividedBy(turns));
  }

  String department() {
    return departmentOf[random.nextInt(tenants)];
  }

  /** Lets one batch of things happen. */
  void turn() {
    turn++;
    if (turn % (turns / 20) == 0) {
      reform();
    }
    if (turn % (turns / 30) == 0) {
      Watch watch =
          new Watch(CLOUDS.get(random.nextInt(3)), KINDS.get(random.nextInt(KINDS.size())));
      downUntil.put(watch, turn + 1 + random.nextInt(turns / 15));
    }
    if (turn == turns / 3 || turn == 2 * turns / 3) {
      lost.add("cloud-a");
      KINDS.forEach(kind -> record.list("cloud-a", kind, Map.of(), now()));
    }
    if (turn == turns / 2 || turn == 5 * turns / 6) {
      lost.remove("cloud-a");
      KINDS.forEach(this::listFound);
    }
    listWhatIsWatchedAgain();
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      happen(seen);
    }
    record.observe(seen);
  }

  private void listFound(String kind) {
    list(new Watch("cloud-a", kind));
  }

  private void listWhatIsWatchedAgain() {
    List<Watch> again =
        downUntil.entrySet().stream()
            .filter(down -> down.getValue() <= turn)
            .map(Map.Entry::getKey)
            .toList();
    for (Watch watch : again) {
      downUntil.remove(watch);
      if (!lost.contains(watch.cluster())) {
        list(watch);
      }
    }
  }

  private void list(Watch watch) {
    Map<AssetId, AssetFacts> live = new HashMap<>();
    world.forEach(
        (asset, facts) -> {
          if (asset.cluster().equals(watch.cluster()) && asset.kind().equals(watch.kind())) {
            live.put(asset, facts);
          }
        });
    record.list(watch.cluster(), watch.kind(), live, now());
  }

  /** A department comes to another, with all its tenants and what they have. */
  private void reform() {
    String from = department();
    String to = department();
    for (int i = 0; i < tenants; i++) {
      if (departmentOf[i].equals(from)) {
        departmentOf[i] = to;
      }
    }
    List<Observation> seen = new ArrayList<>();
    world.replaceAll(
        (asset, facts) ->
            from.equals(facts.department())
                ? new AssetFacts(to, facts.tenant(), facts.project(), facts.document())
                : facts);
    world.forEach(
        (asset, facts) -> {
          if (to.equals(facts.department()) && isWatched(asset)) {
            seen.add(Observation.seen(asset, now(), facts));
          }
        });
    record.observe(seen);
  }

  private boolean isWatched(AssetId asset) {
    return !lost.contains(asset.cluster())
        && !downUntil.containsKey(new Watch(asset.cluster(), asset.kind()));
  }

  private void happen(List<Observation> seen) {
    int draw = random.nextInt(100);
    if (draw < 3 && !ever.isEmpty()) {
      late(seen);
    } else if (alive.size() < 10 * tenants || draw < 10) {
      AssetId asset = asset();
      alive.add(asset);
      ever.add(asset);
      set(asset, tenantOf(asset), seen);
    } else if (draw < 18) {
      int place = random.nextInt(alive.size());
      AssetId asset = alive.get(place);
      alive.set(place, alive.get(alive.size() - 1));
      alive.remove(alive.size() - 1);
      world.remove(asset);
      if (isWatched(asset)) {
        seen.add(Observation.gone(asset, now()));
      }
    } else {
      AssetId asset = alive.get(random.nextInt(alive.size()));
      set(asset, tenantOf(asset), seen);
    }
  }

  /** Said now of an instant up to six weeks ago. */
  private void late(List<Observation> seen) {
    AssetId asset = ever.get(random.nextInt(ever.size()));
    Instant at = now().minusSeconds(random.nextInt(42 * 86_400));
    if (at.isBefore(START)) {
      return;
    }
    seen.add(
        random.nextInt(3) == 0
            ? Observation.gone(asset, at)
            : Observation.seen(asset, at, facts(tenantOf(asset))));
  }

  private void set(AssetId asset, int tenant, List<Observation> seen) {
    AssetFacts facts = facts(tenant);
    world.put(asset, facts);
    if (isWatched(asset)) {
      seen.add(Observation.seen(asset, now(), facts));
    }
  }

  private AssetFacts facts(int tenant) {
    return new AssetFacts(
        departmentOf[tenant],
        "tenant-" + tenant,
        null,
        DOCUMENTS.get(random.nextInt(DOCUMENTS.size())));
  }

  /** The number that a namespace or a camera's code begins with. */
  private static int tenantOf(AssetId asset) {
    String text = asset.namespace().isEmpty() ? asset.name() : asset.namespace();
    return Integer.parseInt(text.substring(1, text.indexOf('-')));
  }

  private AssetId asset() {
    int tenant = random.nextInt(tenants);
    String uid = "uid-" + ever.size();
    if (random.nextInt(10) == 0) {
      return new AssetId(REGISTER, CAMERA, "", "c" + tenant + "-" + ever.size(), uid);
    }
    return new AssetId(
        CLOUDS.get(random.nextInt(3)),
        KINDS.get(random.nextInt(KINDS.size())),
        "t" + tenant + "-" + random.nextInt(2),
        "app-" + random.nextInt(20),
        uid);
  }
}
