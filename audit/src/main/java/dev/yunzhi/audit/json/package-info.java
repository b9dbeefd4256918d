/** Canonical JSON (RFC 8785): one spelling for what is hashed. */
package dev.yunzhi.audit.json;
