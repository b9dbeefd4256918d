package dev.yunzhi.audit.asset;

import java.util.List;

/**
 * Some of the changes, in the order of the assets' ids.
 *
 * @param next where the next page starts, to be handed back as it is; null on the last page
 */
public record ChangePage(List<AssetChange> changes, String next) {}
