package dev.yunzhi.controlplane.console;

import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** The console's languages: {@code ?lang=zh} or {@code ?lang=en} chooses, a cookie remembers. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
  static final String LANGUAGE = "lang";

  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver resolver = new CookieLocaleResolver("__Host-yunzhi-lang");
    resolver.setCookieSecure(true);
    resolver.setCookieHttpOnly(true);
    resolver.setCookieSameSite("Lax");
    resolver.setCookieMaxAge(Duration.ofDays(365));
    resolver.setRejectInvalidCookies(false);
    resolver.setDefaultLocaleFunction(
        request -> {
          // Without the header, the request's locale would be that of the server's machine.
          boolean english =
              request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null
                  && request.getLocale().getLanguage().equals("en");
          return english ? Locale.ENGLISH : Locale.CHINESE;
        });
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor interceptor = new LocaleChangeInterceptor();
    interceptor.setParamName(LANGUAGE);
    interceptor.setIgnoreInvalidLocale(true);
    registry.addInterceptor(interceptor).addPathPatterns("/console/**");
  }
}
