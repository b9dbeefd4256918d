/** What the estate looked like at any instant, as it was known at any instant. */
package dev.yunzhi.audit.asset;
