-- Revisions of the policies: each is a whole bundle, and none is ever changed.
create table policy_revision (
  sequence       bigint      primary key check (sequence > 0), -- only grows, also on a rollback
  revision       text        collate "C" not null unique,      -- <sequence>-<first digits of the digest>
  kind           text        collate "C" not null check (kind in ('Published', 'RolledBack')),
  rolled_back_to bigint      references policy_revision (sequence),
  made_at        timestamptz not null,
  made_by        text        not null,
  reason         text        not null,
  digest         bytea       not null check (octet_length(digest) = 32), -- SHA-256 of the sources
  policies       text        not null, -- JSON: the rules of Policy objects in it
  sources        text        not null, -- JSON: the modules and data.json by path
  -- Signed. Of revisions long past they are gone: the sources make them again.
  wasm           bytea,
  rego           bytea,
  check ((kind = 'RolledBack') = (rolled_back_to is not null))
);

-- A row while the policies are held at what somebody rolled back to.
create table policy_hold (
  singleton boolean     primary key default true check (singleton),
  sequence  bigint      not null references policy_revision (sequence),
  held_at   timestamptz not null,
  held_by   text        not null,
  reason    text        not null
);
