package dev.yunzhi.operator.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The admission configuration that the chart installs, as it installs it: the chart writes it down
 * in the ConfigMap {@code yunzhi-admission}, one entry {@code <Kind>.<name>} for each object.
 * Thread-safe.
 */
public final class InstalledAdmission {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "yunzhi-admission";

  private final KubernetesClient client;
  private final String namespace;

  /** By kind, then name. */
  private volatile Map<String, Map<String, JsonNode>> objects = Map.of();

  /**
   * @param namespace of Yunzhi's own parts
   */
  public InstalledAdmission(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Reads it anew.
   *
   * @throws KubernetesClientException when it cannot be read; what was read before counts on
   */
  public void read() {
    var map = client.configMaps().inNamespace(namespace).withName(NAME).get();
    if (map == null || map.getData() == null) {
      throw new KubernetesClientException(
          "there is no ConfigMap " + NAME, HttpURLConnection.HTTP_NOT_FOUND, null);
    }
    objects = parse(map.getData());
  }

  static Map<String, Map<String, JsonNode>> parse(Map<String, String> data) {
    var objects = new HashMap<String, Map<String, JsonNode>>();
    data.forEach(
        (key, text) -> {
          String[] place = key.split("[.]", 2);
          objects.computeIfAbsent(place[0], kind -> new TreeMap<>()).put(place[1], tree(text));
        });
    return objects;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException("the ConfigMap " + NAME + " holds no JSON", e);
    }
  }

  /** Names of the objects of a kind. */
  public Set<String> names(String kind) {
    return objects.getOrDefault(kind, Map.of()).keySet();
  }

  /** One object; null when the chart installs none of that name. */
  public JsonNode of(String kind, String name) {
    return objects.getOrDefault(kind, Map.of()).get(name);
  }
}
