/** Registered assets that no cluster knows: their cards, what they are worth, and their import. */
package dev.yunzhi.audit.register;
