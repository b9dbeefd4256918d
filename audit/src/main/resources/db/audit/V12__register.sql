-- Files of asset cards that were taken in. What they recorded is in asset_version, under the leaves of the
-- ledger from first_leaf to last_leaf, without a gap: an import is one transaction at the sequencer.
create table register_import (
  id          bigint generated always as identity primary key,
  sha256      text        collate "C" not null, -- of the file, in hexadecimal
  name        text        not null, -- that whoever sent it gave it
  rows        bigint      not null check (rows >= 0),
  added       bigint      not null check (added >= 0), -- assets that were not there
  changed     bigint      not null check (changed >= 0),
  first_leaf  bigint      not null,
  last_leaf   bigint      not null,
  leaf        bigint      not null, -- that tells who did it
  made_by     text        not null,
  realm       text        not null,
  made_at     timestamptz not null,
  undone_leaf bigint,
  undone_by   text,
  undone_at   timestamptz,
  check (last_leaf >= first_leaf),
  check ((undone_leaf is null) = (undone_by is null) and (undone_by is null) = (undone_at is null))
);

-- A file is taken in once, until it is undone.
create unique index register_import_file on register_import (sha256) where undone_leaf is null;

-- Where the versions of sensing devices put them, by a grid of hundredths of a degree: whatever is near a
-- point lies in few cells. Derived from asset_version.
create table register_place (
  leaf      bigint           primary key, -- of the version
  cell      bigint           not null,
  longitude double precision not null, -- degrees of WGS 84
  latitude  double precision not null
);

create index register_place_cell on register_place (cell);
