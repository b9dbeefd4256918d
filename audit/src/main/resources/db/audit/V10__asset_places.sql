-- Versions of an instant that was yet to come when they were recorded: the observer's clock was
-- ahead. Hardly any; every other change is found by when it was recorded, in the order of leaves.
create index asset_version_ahead on asset_version (valid_from) where valid_from > learned_at;
