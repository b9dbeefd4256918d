-- The ledger: one sequence of leaves without gaps, and beside it what the leaves are digests of.

-- The sequencer. Whoever appends holds this one row until its transaction ends, so indexes are
-- given out in the order of commits and a rollback leaves no gap.
create table ledger_head (
  singleton   boolean     primary key default true check (singleton),
  size        bigint      not null check (size >= 0),
  -- RFC 6962: the roots of the perfect subtrees, largest first, 32 bytes each.
  peaks       bytea       not null check (octet_length(peaks) = 32 * bit_count(size::bit(64))),
  -- When the last transaction appended, by this server's clock; strictly increasing.
  recorded_at timestamptz not null
) with (fillfactor = 10);

insert into ledger_head (size, peaks, recorded_at) values (0, '', 'epoch');

-- A leaf's bytes are the canonical JSON of {cluster, digest, id, stream, time}.
create table ledger_leaf (
  index   bigint      primary key check (index >= 0),
  stream  text        collate "C" not null,
  cluster text        collate "C" not null,
  id      text        collate "C" not null,
  time    timestamptz not null,
  digest  bytea       not null check (octet_length(digest) = 32), -- SHA-256 of the body
  hash    bytea       not null check (octet_length(hash) = 32),   -- SHA-256(0x00 || leaf)
  unique (id, cluster, stream)
);

create index ledger_leaf_stream on ledger_leaf (stream, index);

-- Bodies stand apart, so that one can be removed by law while its leaf, and every proof, stays.
-- The text is the very bytes that were digested: jsonb would reorder them.
create table ledger_body (
  index bigint primary key,
  body  text   not null
);
