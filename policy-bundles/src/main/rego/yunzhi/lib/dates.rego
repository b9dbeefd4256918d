package yunzhi.lib

# Days and instants.

day := 86400000000000

now := time.parse_rfc3339_ns(input.context.now)

# Days of objects are Beijing's. Undefined for one that the calendar does not have.
begin_of(date) := time.parse_rfc3339_ns(concat("", [date, "T00:00:00+08:00"]))

# Whole days since then; negative before it.
days_since(date) := floor((now - begin_of(date)) / day)

# The last day of a term of so many calendar months: the same day of a later month, or the last day of
# that month where it has no such day (Civil Code, article 202). Undefined for a day that the calendar
# does not have.
add_months(date, months) := concat("-", [format_int(year, 10), two_digits(month), two_digits(min([number(parts[2]), days_of(year, month)]))]) if {
	begin_of(date)
	parts := split(date, "-")
	all := (((number(parts[0]) * 12) + number(parts[1])) - 1) + months
	year := floor(all / 12)
	month := (all % 12) + 1
}

number(digits) := to_number(trim_left(digits, "0"))

two_digits(n) := format_int(n, 10) if n > 9

two_digits(n) := concat("", ["0", format_int(n, 10)]) if n <= 9

days_of(_, month) := 31 if month in {1, 3, 5, 7, 8, 10, 12}

days_of(_, month) := 30 if month in {4, 6, 9, 11}

days_of(year, 2) := 29 if leap(year)

days_of(year, 2) := 28 if not leap(year)

leap(year) if {
	year % 4 == 0
	year % 100 != 0
}

leap(year) if year % 400 == 0
