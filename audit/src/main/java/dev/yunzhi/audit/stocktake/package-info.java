/**
 * Stock-take (盘点): what the books and what was found say of each other. Pure but for the reader.
 */
package dev.yunzhi.audit.stocktake;
