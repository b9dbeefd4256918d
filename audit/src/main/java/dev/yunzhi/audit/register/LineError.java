package dev.yunzhi.audit.register;

/**
 * What is wrong, or to be looked at, in a file of cards.
 *
 * @param line of the file, from 1: where the row begins
 * @param column from 1; 0 when it is about the row as a whole
 * @param heading of that column as the file has it; of a column that is not there, the heading that
 *     it should have; empty when it is about the row as a whole
 * @param given what stood there; empty when nothing did
 * @param problem what was wrong and what would be right, in English
 * @param problemZh the same in Chinese
 */
public record LineError(
    long line, int column, String heading, String given, String problem, String problemZh) {
  static LineError ofRow(long line, String problem, String problemZh) {
    return new LineError(line, 0, "", "", problem, problemZh);
  }
}
