package dev.yunzhi.e2e.isolation;

import dev.yunzhi.api.v1alpha1.Tenant;
import dev.yunzhi.e2e.operator.OperatorEstate;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Two tenants of two departments, provisioned by the operator, and the people in them as the API
 * server knows them: {@code lily} owns {@code lake-permits} and {@code vera} views it; {@code hal}
 * owns {@code hill-clinic}. Not thread-safe.
 */
final class TwoTenants implements AutoCloseable {

  static final String WEB = "lake-permits-web";
  static final String DATA = "lake-permits-data";
  static final String CLINIC = "hill-clinic-app";

  private final OperatorEstate estate;
  private final KubernetesClient lily;
  private final KubernetesClient vera;
  private final KubernetesClient hal;

  TwoTenants(OperatorEstate estate) {
    this.estate = estate;
    estate.apply(resource("tenants.yaml"));
    for (String tenant : new String[] {"lake-permits", "hill-clinic"}) {
      estate.awaitReady(Tenant.class, tenant, t -> t.getStatus().conditions());
    }
    lily = estate.cluster().clientFor("lily");
    vera = estate.cluster().clientFor("vera");
    hal = estate.cluster().clientFor("hal");
  }

  static String resource(String name) {
    try (InputStream yaml = TwoTenants.class.getResourceAsStream("/isolation/" + name)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OperatorEstate estate() {
    return estate;
  }

  /** Owner of {@code lake-permits}. */
  KubernetesClient lily() {
    return lily;
  }

  /** Viewer of {@code lake-permits}. */
  KubernetesClient vera() {
    return vera;
  }

  /** Owner of {@code hill-clinic}. */
  KubernetesClient hal() {
    return hal;
  }

  /** Member of {@code system:masters}. */
  KubernetesClient administrator() {
    return estate.client();
  }

  @Override
  public void close() {
    lily.close();
    vera.close();
    hal.close();
  }
}
