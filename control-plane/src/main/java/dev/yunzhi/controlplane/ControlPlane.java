package dev.yunzhi.controlplane;

import dev.yunzhi.controlplane.identity.HashPassword;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The control-plane: REST, console, identity, audit sink and inventory. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ControlPlane {
  /** Serves, or hashes a password when the one argument is {@code hash-password}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1 && arguments[0].equals(HashPassword.COMMAND)) {
      System.exit(HashPassword.run());
    }
    SpringApplication.run(ControlPlane.class, arguments);
  }
}
