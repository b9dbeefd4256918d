package dev.yunzhi.e2e.cluster;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where kube-apiserver sends its audit events.
 *
 * @param url https
 * @param tokenFile holds the bearer token that is sent along
 * @param ca PEM of the authority that the receiver's certificate is checked against
 */
public record AuditWebhook(URI url, Path tokenFile, Path ca) {}
