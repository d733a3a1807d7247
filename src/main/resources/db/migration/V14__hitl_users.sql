-- Persons whom a bot platform talks with, and answers to calls that make no handoff.
-- Runs unchanged on H2 and PostgreSQL.

create table hitl_user (
  tenant      varchar(64)  not null,
  id          varchar(40)  not null,
  name        varchar(255),
  email       varchar(255),
  phone       varchar(64),
  picture_url text,
  created_at  timestamp with time zone not null,
  primary key (tenant, id)
);

-- Not every call with an Idempotency-Key makes a handoff.
alter table idempotency_key alter column handoff drop not null;
