-- Of an early instant there are few places among all that came later.
create index asset_place_earliest on asset_place (earliest);
