package dev.yunzhi.audit.note;

/** Text that is not written as its format says; the message names the line and what is wrong. */
public final class MalformedNoteException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedNoteException(String message) {
    super(message);
  }
}
