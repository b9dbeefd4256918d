/**
 * Signed notes and what is written as them: checkpoints, cosignatures of witnesses, proofs in
 * files. Formats of C2SP.
 */
package dev.yunzhi.audit.note;
