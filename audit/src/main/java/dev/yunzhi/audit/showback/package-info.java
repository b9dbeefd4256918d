/**
 * What each department's share of the clouds costs in a month, for showing, not for charging. Pure:
 * spans of time in, rows out.
 */
package dev.yunzhi.audit.showback;
