-- Events for bot platforms are delivered like handoffs: claimed, retried, parked.
-- Runs unchanged on H2 and PostgreSQL.

alter table outbound_message add column claim integer default 0 not null;
-- Calls of an event that takes several; what is done is not repeated.
alter table outbound_message add column parts_done integer default 0 not null;
-- The highest alert level that was told so far.
alter table outbound_message add column alert integer default 0 not null;
-- When the time for it began: when it came about, or was replayed.
alter table outbound_message add column since timestamp with time zone;
update outbound_message set since = created_at;
alter table outbound_message alter column since set not null;
alter table outbound_message add column error_code varchar(120);
alter table outbound_message add column error_message text;
alter table outbound_message add column settled_at timestamp with time zone;

create index outbound_message_by_state on outbound_message (tenant, state, created_at);
