-- The ledger by the block. What V1 kept in a row for each leaf and each body is moved by V4 and then dropped.
alter table ledger_leaf rename to ledger_leaf_row;
alter index ledger_leaf_stream rename to ledger_leaf_row_stream;
alter table ledger_body rename to ledger_body_row;
alter index ledger_body_pkey rename to ledger_body_row_pkey;

-- Leaves by the block: a run of one stream, from 1 to 256 of them, as one transaction appended it.
-- A row for each leaf would cost more than all that it says.
create table ledger_block (
  first       bigint      primary key check (first >= 0),
  count       int         not null check (count between 1 and 256),
  stream      text        collate "C" not null,
  shelf       text        collate "C" not null, -- where the bodies are, or were
  recorded_at timestamptz not null,
  min_time    timestamptz not null,
  max_time    timestamptz not null,
  -- zstd over an entry bundle of C2SP tlog-tiles: each leaf behind its length in two bytes.
  leaves      bytea       not null
);

alter table ledger_block alter column leaves set storage external;

create index ledger_block_stream on ledger_block (stream, first);

-- Bodies stand apart, so that one can be removed by law while its leaf, and every proof, stays;
-- each stream's months in a table of its own, so that a whole month can be moved away.
create table ledger_body (
  first  bigint not null,
  shelf  text   collate "C" not null, -- <stream>/<year>-<month> of the recording, UTC
  -- zstd over the bodies, each behind its length in four bytes; 0xffffffff for one that was removed.
  bodies bytea  not null,
  primary key (first, shelf)
) partition by list (shelf);

alter table ledger_body alter column bodies set storage external;

-- What is there already. The event's own time comes first: what is sent twice has it twice, and
-- what comes in goes to the end of the index, where it is in memory.
create table ledger_key (
  time  timestamptz not null,
  key   uuid        not null, -- 128 bits of a SHA-256 over stream, cluster and id
  index bigint      not null,
  primary key (time, key)
);

-- The full tiles of C2SP tlog-tiles. A partial one is made of what is below it.
create table ledger_tile (
  level  smallint not null check (level between 0 and 7),
  index  bigint   not null check (index >= 0),
  root   bytea    not null check (octet_length(root) = 32),
  hashes bytea    not null check (octet_length(hashes) = 8192),
  primary key (level, index)
);

alter table ledger_tile alter column hashes set storage external;

-- Every state of the log that was ever signed. None may be inconsistent with one before.
create table ledger_checkpoint (
  size      bigint      primary key check (size >= 0),
  note      text        not null, -- C2SP tlog-checkpoint, cosignatures of witnesses with it
  signed_at timestamptz not null
);
