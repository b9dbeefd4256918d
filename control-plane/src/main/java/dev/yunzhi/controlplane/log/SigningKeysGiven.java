package dev.yunzhi.controlplane.log;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the log has keys, in one property or in one for each: {@code signing-key-files[0]}. */
final class SigningKeysGiven implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bind("yunzhi.audit.log.signing-key-files", Bindable.listOf(String.class))
        .map(files -> !files.isEmpty())
        .orElse(false);
  }
}
