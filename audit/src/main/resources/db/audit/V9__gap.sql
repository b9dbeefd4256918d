-- What the counters of API servers said when they were last read. Whatever they rise by is recorded as a gap, in one
-- transaction with the new counts.
create table api_server_counters (
  cluster    text        collate "C" not null,
  started_at timestamptz not null, -- of the process, by which it is told from every other behind the same address
  looked_at  timestamptz not null, -- when they were last asked for
  events     text        not null, -- JSON: events that were lost, by the plugin that lost them
  requests   bigint      not null check (requests >= 0), -- that were rejected
  gap_at     timestamptz, -- when a gap was last recorded for it; null: never
  primary key (cluster, started_at)
);
