/** The {@code yunzhi} command: the estate as people at a terminal ask for it. */
package dev.yunzhi.cli;
