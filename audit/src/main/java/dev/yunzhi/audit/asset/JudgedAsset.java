package dev.yunzhi.audit.asset;

import java.util.List;

/**
 * An asset with what policies found in it as of the same instant.
 *
 * @param findings in no order; empty when nothing was found, or nobody looked
 */
public record JudgedAsset(AssetVersion version, List<AssetFinding> findings) {}
