package yunzhi.lib

# Days and instants.

day := 86400000000000

now := time.parse_rfc3339_ns(input.context.now)

# Days of objects are Beijing's. Undefined for one that the calendar does not have.
begin_of(date) := time.parse_rfc3339_ns(concat("", [date, "T00:00:00+08:00"]))

# Whole days since then; negative before it.
days_since(date) := floor((now - begin_of(date)) / day)
