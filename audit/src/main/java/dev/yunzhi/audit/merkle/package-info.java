/** The hashes of RFC 6962, and the least that must be kept of a tree to go on appending to it. */
package dev.yunzhi.audit.merkle;
