package dev.yunzhi.e2e.cluster;

import java.nio.file.Path;

/** PEM files of a certificate and of its private key (PKCS #8). */
public record Certificate(Path certificate, Path key) {}
