-- What events can be found by. All of it is derived: it can be thrown away and is made again.

-- Beside the bodies, so that it goes with them. 32-bit numbers of the events' facets, each once; null:
-- of a time before, or a body of the block was removed, and the index looks at the bodies itself.
alter table ledger_body add column if not exists terms int[];

alter table ledger_body alter column terms set storage external;

-- Partitions that are there already.
do $$
declare
  shelf regclass;
begin
  for shelf in select inhrelid from pg_inherits where inhparent = 'ledger_body'::regclass loop
    execute format('alter table %s alter column terms set storage external', shelf);
  end loop;
end $$;

-- A bit-sliced signature file over 256 blocks each, side by side from leaf 0. What comes after the last is
-- looked up by its terms.
create table ledger_signature (
  first    bigint      primary key check (first >= 0),
  until    bigint      not null check (until > first),
  min_time timestamptz not null,
  max_time timestamptz not null,
  -- Where each block begins: its distance from first, four bytes each.
  starts   bytea       not null check (octet_length(starts) = 4 * 256),
  -- Slice by slice, each a bit for every block. Not packed: a few slices are read of many.
  slices   bytea       not null check (octet_length(slices) % 32 = 0)
);

alter table ledger_signature alter column slices set storage external;
