-- Reports that are made by themselves, at the end of each period.
create table report_schedule (
  name       text        collate "C" primary key,
  report     text        not null,
  format     text        not null,
  department text,                  -- with those below it; null is all
  every      text        not null check (every in ('day', 'week', 'month')),
  keep       integer     not null check (keep > 0), -- so many, the latest
  created_at timestamptz not null,
  created_by text        not null,
  next_at    timestamptz not null   -- the end of the period that is reported next
);

-- Those that were made. They can be made again, to the byte: what is kept is no more than at hand.
create table kept_report (
  export     text        collate "C" primary key, -- its manifest's name
  schedule   text        collate "C" not null,    -- stays when the schedule is ended
  report     text        not null,
  format     text        not null,
  department text,
  as_of      timestamptz not null,
  made_at    timestamptz not null,
  row_count  bigint      not null,
  byte_count bigint      not null,
  sha256     text        not null,
  unique (schedule, as_of)
);

create table kept_report_part (
  export  text    collate "C" not null references kept_report on delete cascade deferrable initially deferred,
  part    integer not null,
  content bytea   not null,
  primary key (export, part)
);
alter table kept_report_part alter column content set storage external; -- most of it is compressed already
