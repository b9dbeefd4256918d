-- Keeping: which bodies are no longer in ledger_body, why, and what must stay. Each row is written in
-- one transaction with the event of the stream keeping that it names.

-- Shelves that ledger_body has no more.
create table ledger_shelf (
  shelf         text        collate "C" primary key,
  file          text, -- name in the directory of moved shelves; null: never moved
  sha256        bytea       check (octet_length(sha256) = 32),
  moved_at      timestamptz,
  moved_event   bigint,
  removed_at    timestamptz,
  removed_event bigint,
  rule          text,
  check ((file is null) = (sha256 is null) and (file is null) = (moved_at is null)
         and (file is null) = (moved_event is null)),
  check ((removed_at is null) = (removed_event is null) and (removed_at is null) = (rule is null)),
  check (moved_at is not null or removed_at is not null)
);

-- Single bodies that were removed from a shelf that stands, or stood then.
create table ledger_body_removed (
  index         bigint      primary key,
  removed_at    timestamptz not null,
  removed_event bigint      not null,
  rule          text        not null
);

-- Legal holds: while one stands, nothing is removed of what it covers. Null asks nothing.
create table ledger_hold (
  id           bigint      generated always as identity primary key,
  stream       text        collate "C",
  tenant       text        collate "C",
  from_time    timestamptz,
  until_time   timestamptz,
  reason       text        not null,
  ticket       text        not null,
  placed_by    text        not null,
  placed_at    timestamptz not null,
  placed_event bigint      not null,
  lifted_by    text,
  lifted_at    timestamptz,
  lifted_event bigint,
  lift_reason  text,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_event is null)
         and (lifted_at is null) = (lift_reason is null)),
  check (lifted_by <> placed_by),
  check (coalesce(stream, tenant) is not null or from_time is not null or until_time is not null)
);

-- Single bodies that somebody asks to have removed; another person decides.
create table ledger_removal (
  id             bigint      generated always as identity primary key,
  index          bigint      not null,
  reason         text        not null,
  ticket         text        not null,
  proposed_by    text        not null,
  proposed_at    timestamptz not null,
  proposed_event bigint      not null,
  decision       text        check (decision in ('approved', 'rejected')),
  decided_by     text,
  decided_at     timestamptz,
  decided_event  bigint,
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)
         and (decision is null) = (decided_event is null)),
  check (decision <> 'approved' or decided_by <> proposed_by)
);

-- Files of shelves that hold what was removed since: to be deleted where they lie.
create table ledger_file_discarded (
  file text primary key
);
