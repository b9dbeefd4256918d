package dev.yunzhi.operator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program: reconcilers on the replica that leads, admission on all of them. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TenantOperator {

  public static void main(String[] args) {
    SpringApplication.run(TenantOperator.class, args);
  }
}
