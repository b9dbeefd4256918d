package dev.yunzhi.controlplane.web;

import java.time.Clock;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The web server and what every answer has. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    var registration = new FilterRegistrationBean<>(new SecurityHeaders());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /** Passwords and tokens come in here: without TLS there is no server. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> onlyTls() {
    return factory -> {
      if (!Ssl.isEnabled(factory.getSsl())) {
        throw new IllegalStateException(
            "the control-plane serves TLS only: set server.ssl.certificate and"
                + " server.ssl.certificate-private-key to PEM files");
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return factory ->
        factory.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(UnreadableRequests.class.getName()));
  }
}
