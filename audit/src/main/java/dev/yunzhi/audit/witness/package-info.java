/** What a witness does: cosign only what is consistent with all that it saw (C2SP tlog-witness). */
package dev.yunzhi.audit.witness;
