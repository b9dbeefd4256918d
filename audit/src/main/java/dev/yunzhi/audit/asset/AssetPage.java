package dev.yunzhi.audit.asset;

import java.util.List;

/**
 * Some of the versions that were asked for.
 *
 * @param next where the next page starts, to be handed back as it is; null on the last page
 */
public record AssetPage(List<AssetVersion> versions, String next) {}
