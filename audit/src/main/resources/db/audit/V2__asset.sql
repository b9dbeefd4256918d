-- What was seen of each asset, and when: one row for each change that was recorded, never deleted.
-- A version holds from valid_from until the next one of the same asset begins. Only that end is
-- ever written later, together with when it was learned, so the state at any instant can be told
-- as it was known at any instant.
create table asset_version (
  leaf                bigint      primary key, -- of the ledger: the evidence
  cluster             text        collate "C" not null,
  kind                text        collate "C" not null,
  namespace           text        collate "C" not null, -- empty: the cluster's own
  name                text        collate "C" not null,
  uid                 text        collate "C" not null,
  department          text        collate "C",
  tenant              text        collate "C",
  project             text        collate "C",
  document            text, -- canonical JSON; null: gone
  valid_from          timestamptz not null,
  valid_to            timestamptz,
  learned_at          timestamptz not null,
  valid_to_learned_at timestamptz,
  check ((valid_to is null) = (valid_to_learned_at is null)),
  check (valid_to >= valid_from)
);

-- History, the neighbours of an instant, and asOf in the order of reports.
create index asset_version_asset
  on asset_version (cluster, kind, namespace, name, uid, valid_from, leaf);

-- What stands now, for the comparison with a full list.
create index asset_version_standing
  on asset_version (cluster, kind) where valid_to is null and document is not null;

create index asset_version_department
  on asset_version (department, cluster, kind, namespace, name, uid);

create index asset_version_tenant
  on asset_version (tenant, cluster, kind, namespace, name, uid);
