package dev.yunzhi.controlplane.cosigning;

import dev.yunzhi.audit.ledger.Checkpoints;
import dev.yunzhi.audit.ledger.LogReader;
import dev.yunzhi.controlplane.YunzhiProperties;
import dev.yunzhi.controlplane.store.Database;
import dev.yunzhi.controlplane.store.ReplicaLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The witnesses that the settings name. */
@Configuration(proxyBeanMethods = false)
class CosigningConfiguration {
  /** "yunzhiw" in ASCII: nobody else's by accident. */
  private static final long LOCK = 0x79756e7a686977L;

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(5);

  @Bean
  Quorum quorum(YunzhiProperties properties) {
    return Quorum.of(properties.audit().log());
  }

  @Bean
  Cosigning cosigning(
      DataSource source,
      Database database,
      ObjectProvider<Checkpoints> checkpoints,
      LogReader log,
      YunzhiProperties properties,
      Quorum quorum,
      MeterRegistry meters) {
    List<RemoteWitness> witnesses = new ArrayList<>();
    for (YunzhiProperties.Witness witness : properties.audit().log().witnesses()) {
      witnesses.add(
          new RemoteWitness(
              client(witness.caFile()), witness.url(), Quorum.key(witness), log, WHOLE));
    }
    Checkpoints signed = checkpoints.getIfAvailable();
    if (signed == null && !witnesses.isEmpty()) {
      throw new IllegalStateException(
          "yunzhi.audit.log.witnesses: there is nothing to cosign without"
              + " yunzhi.audit.log.signing-key-files");
    }
    return new Cosigning(
        witnesses,
        quorum.needed(),
        signed,
        database,
        new ReplicaLock(source, LOCK, "has checkpoints cosigned"),
        meters);
  }

  private static HttpClient client(Path authority) {
    HttpClient.Builder client =
        HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
    if (authority != null) {
      client.sslContext(trusting(authority));
    }
    return client.build();
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("authority-" + count++, one);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "yunzhi.audit.log.witnesses: %s is no PEM of certificates".formatted(authority), e);
    }
  }
}
