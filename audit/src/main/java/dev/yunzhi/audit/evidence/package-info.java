/** Files that prove to whoever holds a public key, offline, that an event is in the ledger. */
package dev.yunzhi.audit.evidence;
