package dev.yunzhi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * A time that comes again, during which a tenant sleeps.
 *
 * @param from time of day at which it begins, {@code HH:mm}
 * @param to time of day at which it ends, {@code HH:mm}; on the next day unless later than {@code
 *     from}
 * @param days on which it begins; null is every day
 * @param timeZone of the IANA database; a time that a change of the clock skips or repeats is taken
 *     as {@link java.time.ZonedDateTime#of} does
 */
public record HibernationWindow(
    @Required
        @Pattern(HibernationWindow.TIME_OF_DAY)
        @JsonPropertyDescription("Time of day at which it begins, e.g. 20:00.")
        String from,
    @Required
        @Pattern(HibernationWindow.TIME_OF_DAY)
        @JsonPropertyDescription(
            "Time of day at which it ends, e.g. 07:00; on the next day unless it is later than from.")
        String to,
    @Size(min = 1, max = 7) @JsonPropertyDescription("Days on which it begins. Absent: every day.")
        List<Weekday> days,
    @Default(Yunzhi.TIME_ZONE)
        @Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$")
        @Size(max = 64)
        @JsonPropertyDescription("Time zone of the IANA database.")
        String timeZone) {

  static final String TIME_OF_DAY = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
}
