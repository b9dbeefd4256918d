package dev.yunzhi.audit.note;

/** Whole numbers in their one spelling: no sign, no leading zero. */
final class Decimal {
  private Decimal() {}

  static long parse(String what, String text) throws MalformedNoteException {
    if (text.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // Nineteen digits can be more than a long; told below.
      }
    }
    throw new MalformedNoteException(
        "%s: \"%s\" is no whole number from 0 to 2^63-1 without leading zeros"
            .formatted(what, text));
  }
}
