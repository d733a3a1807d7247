-- Events of conversations that nobody knows yet: they overtook the answer that tells their ids.
-- Runs unchanged on H2 and PostgreSQL.

create table kept_event (
  tenant      varchar(64)  not null,
  kind        varchar(16)  not null,
  name        varchar(80) not null,
  event_id    varchar(64) not null,
  happened_at timestamp with time zone not null,
  kept_at     timestamp with time zone not null,
  kept_until  timestamp with time zone not null,
  payload     text         not null,
  primary key (tenant, kind, name, event_id)
);

-- Every id that came with an event, and the name under which that is kept.
create table kept_event_id (
  tenant    varchar(64)  not null,
  kind      varchar(16)  not null,
  reference varchar(255) not null,
  name      varchar(80) not null,
  primary key (tenant, kind, reference, name)
);
create index kept_event_id_by_name on kept_event_id (tenant, kind, name);

-- Up to when it was read at Zoho what people there did in a handoff that is open.
create table catch_up (
  tenant     varchar(64) not null,
  handoff    varchar(40) not null,
  looked_at  timestamp with time zone not null,
  seen_until timestamp with time zone,
  primary key (tenant, handoff)
);
create index conversation_by_owner on conversation (tenant, owner);
