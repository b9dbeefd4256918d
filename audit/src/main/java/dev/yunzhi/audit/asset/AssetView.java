package dev.yunzhi.audit.asset;

/** A part of the estate as it stood: the answer to one view never changes. */
public record AssetView(AsOf asOf, AssetFilter filter) {}
