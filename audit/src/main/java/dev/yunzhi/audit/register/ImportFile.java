package dev.yunzhi.audit.register;

/**
 * What is told of a file that is taken in.
 *
 * @param sha256 in hexadecimal
 * @param name that whoever sent it gave it; empty when none
 * @param rows the headings not counted
 */
public record ImportFile(String sha256, String name, long rows) {}
