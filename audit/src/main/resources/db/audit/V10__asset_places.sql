-- A page of a past state has to get past what stood at other times: the dead and the unborn, which
-- come to be most of the record. Two things make that cheap. The indexes that are walked carry the
-- times of a version, so that those that did not stand are passed over without a look at the table.
-- And places, what is of one kind in one namespace, are known with the span of time in which
-- anything stood there, so that most of them are not walked at all.

-- The walk in the order of ids.
create index asset_version_stood
  on asset_version (cluster, kind, namespace, name, uid, valid_from, leaf)
  include (valid_to, learned_at, valid_to_learned_at, department, tenant)
  where document is not null;

-- The walks of one department and of one tenant, who may have little in a place of many.
drop index asset_version_department;
create index asset_version_department
  on asset_version (department, cluster, kind, namespace, name, uid, valid_from, leaf)
  include (valid_to, learned_at, valid_to_learned_at, tenant)
  where document is not null;

drop index asset_version_tenant;
create index asset_version_tenant
  on asset_version (tenant, cluster, kind, namespace, name, uid, valid_from, leaf)
  include (valid_to, learned_at, valid_to_learned_at, department)
  where document is not null;

-- Versions of an instant that was yet to come when they were recorded: the observer's clock was
-- ahead. Hardly any; every other change is found by when it was recorded, in the order of leaves.
create index asset_version_ahead on asset_version (valid_from) where valid_from > learned_at;

-- What is only read in an index must be known to be visible: a table that grows slowly is visited
-- before a fifth of it is new.
alter table asset_version set (autovacuum_vacuum_insert_scale_factor = 0.02);

create table asset_place (
  cluster    text        collate "C" not null,
  kind       text        collate "C" not null,
  namespace  text        collate "C" not null,
  department text        collate "C" not null, -- empty: of none
  tenant     text        collate "C" not null, -- empty: of none
  standing   bigint      not null, -- versions without an end
  earliest   timestamptz not null, -- from then on, by validity or by knowledge
  latest     timestamptz,          -- until then; null: nothing has ended
  primary key (cluster, kind, namespace, department, tenant)
) with (fillfactor = 80); -- its counts change in place

create index asset_place_department on asset_place (department, cluster, kind, namespace);
create index asset_place_tenant on asset_place (tenant, cluster, kind, namespace);
create index asset_place_kind on asset_place (kind, cluster, namespace);

insert into asset_place
select cluster, kind, namespace, coalesce(department, ''), coalesce(tenant, ''),
  count(*) filter (where valid_to is null), min(least(valid_from, learned_at)),
  max(greatest(valid_to, valid_to_learned_at))
from asset_version where document is not null
group by 1, 2, 3, 4, 5;

-- All places of a kind in a cluster: those of a cloud that was lost are passed over together.
create table asset_region (
  cluster  text        collate "C" not null,
  kind     text        collate "C" not null,
  standing bigint      not null,
  earliest timestamptz not null,
  latest   timestamptz,
  primary key (cluster, kind)
) with (fillfactor = 50);

insert into asset_region
select cluster, kind, sum(standing), min(earliest), max(latest) from asset_place group by 1, 2;

-- Kept by the database, so that whoever writes versions, an older program included, cannot forget.
create function asset_place_take_in() returns trigger language plpgsql as $$
begin
  insert into asset_place as p
  select cluster, kind, namespace, coalesce(department, ''), coalesce(tenant, ''),
    count(*) filter (where valid_to is null), min(least(valid_from, learned_at)),
    max(greatest(valid_to, valid_to_learned_at))
  from new_versions where document is not null
  group by 1, 2, 3, 4, 5
  on conflict (cluster, kind, namespace, department, tenant) do update
  set standing = p.standing + excluded.standing,
    earliest = least(p.earliest, excluded.earliest),
    latest = greatest(p.latest, excluded.latest);
  insert into asset_region as r
  select cluster, kind, count(*) filter (where valid_to is null),
    min(least(valid_from, learned_at)), max(greatest(valid_to, valid_to_learned_at))
  from new_versions where document is not null
  group by 1, 2
  on conflict (cluster, kind) do update
  set standing = r.standing + excluded.standing,
    earliest = least(r.earliest, excluded.earliest),
    latest = greatest(r.latest, excluded.latest);
  return null;
end $$;

create function asset_place_end() returns trigger language plpgsql as $$
begin
  update asset_place p
  set standing = p.standing - e.ended, latest = greatest(p.latest, e.latest)
  from (
    select n.cluster, n.kind, n.namespace, coalesce(n.department, '') as department,
      coalesce(n.tenant, '') as tenant,
      count(*) filter (where o.valid_to is null and n.valid_to is not null) as ended,
      max(greatest(n.valid_to, n.valid_to_learned_at)) as latest
    from old_versions o join new_versions n using (leaf) where n.document is not null
    group by 1, 2, 3, 4, 5) e
  where (p.cluster, p.kind, p.namespace, p.department, p.tenant)
    = (e.cluster, e.kind, e.namespace, e.department, e.tenant);
  update asset_region r
  set standing = r.standing - e.ended, latest = greatest(r.latest, e.latest)
  from (
    select n.cluster, n.kind,
      count(*) filter (where o.valid_to is null and n.valid_to is not null) as ended,
      max(greatest(n.valid_to, n.valid_to_learned_at)) as latest
    from old_versions o join new_versions n using (leaf) where n.document is not null
    group by 1, 2) e
  where (r.cluster, r.kind) = (e.cluster, e.kind);
  return null;
end $$;

create trigger asset_place_take_in after insert on asset_version
  referencing new table as new_versions
  for each statement execute function asset_place_take_in();

create trigger asset_place_end after update on asset_version
  referencing old table as old_versions new table as new_versions
  for each statement execute function asset_place_end();
