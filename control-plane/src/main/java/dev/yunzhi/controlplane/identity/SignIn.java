package dev.yunzhi.controlplane.identity;

import dev.yunzhi.controlplane.store.Journal;
import dev.yunzhi.controlplane.store.Streams;
import dev.yunzhi.controlplane.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.subject.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Signs in, and records it: nobody gets in unrecorded. Thread-safe.
 *
 * <p>Credentials that come with every request are one sign-in per hour and address.
 */
@Component
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private static final Duration ONE_SIGN_IN = Duration.ofHours(1);

  private final Journal journal;
  private final MeterRegistry meters;
  private final SignInThrottle throttle;
  private final CredentialDigests<Boolean> recorded;

  public SignIn(Journal journal, MeterRegistry meters, Clock clock) {
    this.journal = journal;
    this.meters = meters;
    this.throttle = new SignInThrottle(clock);
    this.recorded = new CredentialDigests<>(clock, ONE_SIGN_IN);
  }

  /**
   * Signs the subject in.
   *
   * @throws Problem 401 when the credentials are refused, 429 when there were too many failures,
   *     503 when they cannot be checked now
   * @throws RuntimeException when it cannot be recorded; the subject is not signed in then
   */
  public User signIn(Subject subject, Attempt attempt) {
    String key = throttleKey(attempt);
    Duration waiting = throttle.waiting(key);
    if (!waiting.isZero()) {
      count(attempt, "throttled");
      throw Problem.retry(
          HttpStatus.TOO_MANY_REQUESTS,
          waiting.plusSeconds(1),
          "too many failed sign-ins; wait for as long as Retry-After says",
          null);
    }
    try {
      subject.login(attempt.token());
    } catch (KubernetesTokenRealm.ReviewUnavailableException e) {
      count(attempt, "unavailable");
      throw Problem.retry(HttpStatus.SERVICE_UNAVAILABLE, Duration.ofSeconds(5), e.getMessage(), e);
    } catch (AuthenticationException e) {
      refused(attempt, e, throttle.failed(key));
      throw Problem.of(HttpStatus.UNAUTHORIZED, "sign-in refused: " + e.getMessage());
    }
    throttle.succeeded(key);
    User user = subject.getPrincipals().oneByType(User.class);
    try {
      accepted(attempt, user);
    } catch (RuntimeException e) {
      subject.logout();
      throw e;
    }
    return user;
  }

  private void accepted(Attempt attempt, User user) {
    String digest =
        recorded.digest(
            user.realm(), user.name(), attempt.source(), attempt.method(), user.roles().toString());
    if (!attempt.forSession() && recorded.get(digest).isPresent()) {
      return;
    }
    Map<String, Object> body = body(attempt, "accepted");
    body.put("user", user.name());
    body.put("realm", user.realm());
    body.put("roles", user.roleLabels());
    body.put("department", user.department());
    journal.record(Streams.SIGN_IN, body);
    recorded.put(digest, true);
    count(attempt, "accepted");
  }

  private void refused(Attempt attempt, AuthenticationException reason, long turnedAway) {
    count(attempt, "refused");
    Map<String, Object> body = body(attempt, "refused");
    body.put("user", attempt.claimedName());
    body.put("reason", reason.getMessage());
    body.put("turnedAwayBefore", turnedAway);
    try {
      journal.record(Streams.SIGN_IN, body);
    } catch (RuntimeException e) {
      // It stays refused; that alone must not depend on the database.
      LOG.error("a refused sign-in could not be recorded: {}", body, e);
    }
  }

  private static Map<String, Object> body(Attempt attempt, String outcome) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("outcome", outcome);
    body.put("method", attempt.method());
    body.put("source", attempt.source());
    return body;
  }

  private String throttleKey(Attempt attempt) {
    String name = attempt.claimedName();
    // A token is not guessed: what is slowed down is the same bad one coming again.
    String who = name == null ? recorded.digest(attempt.token().getCredentials().toString()) : name;
    return attempt.token().getClass().getSimpleName() + " " + who + " " + attempt.source();
  }

  private void count(Attempt attempt, String outcome) {
    meters.counter("yunzhi.sign.ins", "method", attempt.method(), "outcome", outcome).increment();
  }
}
