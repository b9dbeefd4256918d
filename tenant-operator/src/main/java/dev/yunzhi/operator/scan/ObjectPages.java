package dev.yunzhi.operator.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.yunzhi.operator.policy.InstalledAdmission;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.internal.OperationSupport;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Reads the objects of a kind, page by page: the next is fetched while one is judged, and never
 * more than those two are in memory. Thread-safe.
 */
final class ObjectPages {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 500;

  private final KubernetesClient client;
  private final Executor ahead;
  private final InstalledAdmission installed;

  /**
   * @param ahead fetches the page after the one that is looked at
   * @param installed what has to be there; it is read anew with the objects that it is about
   */
  ObjectPages(KubernetesClient client, Executor ahead, InstalledAdmission installed) {
    this.client = client;
    this.installed = installed;
    this.ahead = ahead;
  }

  /**
   * Hands over all pages, in the order of namespace and name; all are of one instant. What has to
   * be there and is not comes last, as an object that has nothing but its name.
   *
   * @param namespace null for all
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when a page cannot be read; then
   *     some may have been handed over
   */
  void read(ServedKind kind, String namespace, Consumer<List<ObjectNode>> page) {
    Set<String> missing = missing(kind);
    JsonNode list = list(kind, namespace, PAGE, "");
    while (list != null) {
      String proceed = list.at("/metadata/continue").asText();
      CompletableFuture<JsonNode> next =
          proceed.isEmpty()
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.supplyAsync(() -> list(kind, namespace, PAGE, proceed), ahead);
      var objects = new ArrayList<ObjectNode>();
      for (JsonNode item : list.path("items")) {
        objects.add(complete((ObjectNode) item, kind));
      }
      objects.forEach(object -> missing.remove(object.at("/metadata/name").asText()));
      page.accept(objects);
      list = join(next);
    }
    if (!missing.isEmpty()) {
      page.accept(missing.stream().map(name -> absent(kind, name)).toList());
    }
  }

  private Set<String> missing(ServedKind kind) {
    if (!kind.kind().admission()) {
      return new TreeSet<>();
    }
    installed.read();
    return new TreeSet<>(installed.names(kind.kind().kind()));
  }

  private static ObjectNode absent(ServedKind kind, String name) {
    ObjectNode object = JSON.createObjectNode();
    object.putObject("metadata").put("name", name);
    return complete(object, kind);
  }

  private static JsonNode join(CompletableFuture<JsonNode> next) {
    try {
      return next.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException refused ? refused : e;
    }
  }

  /** One object; null when there is none and need not be. */
  ObjectNode get(ServedKind kind, String namespace, String name) {
    boolean needed = missing(kind).contains(name);
    JsonNode found = parse(kind.path(namespace) + "/" + name);
    if (found == null) {
      return needed ? absent(kind, name) : null;
    }
    return complete((ObjectNode) found, kind);
  }

  /** The version of all objects of the kind together, for a watch to begin at. */
  String version(ServedKind kind) {
    return list(kind, null, 1, "").at("/metadata/resourceVersion").asText();
  }

  /** The items of a list do not say what they are. */
  private static ObjectNode complete(ObjectNode item, ServedKind kind) {
    return item.put("apiVersion", kind.apiVersion()).put("kind", kind.kind().kind());
  }

  private JsonNode list(ServedKind kind, String namespace, int limit, String proceed) {
    String path = kind.path(namespace) + "?limit=" + limit;
    if (!proceed.isEmpty()) {
      path += "&continue=" + URLEncoder.encode(proceed, StandardCharsets.UTF_8);
    }
    JsonNode list = parse(path);
    // A kind that has just gone has no objects.
    return list == null ? JSON.createObjectNode() : list;
  }

  private JsonNode parse(String path) {
    return parse(client, path);
  }

  /**
   * What the API server answers; null when there is nothing at the path. Read from the bytes as
   * they come: {@link KubernetesClient#raw} would make a text of each page first.
   */
  static JsonNode parse(KubernetesClient client, String path) {
    try {
      byte[] answer = new OperationSupport(client).handleRaw(byte[].class, path, "GET", null);
      return JSON.readTree(answer);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException(path + " is no JSON", e);
    }
  }
}
