package dev.yunzhi.audit.asset;

/**
 * What a policy found in an asset.
 *
 * @param policy never null
 * @param state how it judged: {@code fail}, {@code error}, {@code warn}, or {@code skip} for what
 *     an exception covers; never null
 */
public record AssetFinding(String policy, String state) {}
