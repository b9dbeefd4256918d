-- What each OPA says that it enforces: operators and stock agents, as they last reported.
create table opa_agent (
  principal text        collate "C" not null, -- the user that it signed in as
  id        text        collate "C" not null, -- the label id, which it gives itself
  labels    jsonb       not null,
  last_seen timestamptz not null,
  primary key (principal, id)
);

create table opa_agent_bundle (
  principal   text        collate "C" not null,
  id          text        collate "C" not null,
  name        text        collate "C" not null,
  revision    text,        -- null: none is in force
  since       timestamptz, -- when this revision was first reported
  error       text,        -- null: its last try ended well
  error_since timestamptz, -- when this error was first reported
  primary key (principal, id, name),
  foreign key (principal, id) references opa_agent on delete cascade,
  check ((revision is null) = (since is null)),
  check ((error is null) = (error_since is null))
);
