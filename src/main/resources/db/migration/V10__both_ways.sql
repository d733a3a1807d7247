-- Who may speak to the visitor, and under which ids Zoho knows a conversation.
-- Runs unchanged on H2 and PostgreSQL.

alter table conversation add column owner varchar(16) default 'bot' not null;
alter table conversation add column owner_handoff varchar(40);
alter table conversation add column owner_since timestamp with time zone;
alter table conversation add column owner_reason varchar(64);
alter table conversation add column operator_id varchar(120);
alter table conversation add column operator_name varchar(255);
alter table conversation add column operator_email varchar(255);
alter table conversation add column offer_until timestamp with time zone;
-- Which bot platform hears of it: bot (Standard Webhooks) or botpress (the drop-in).
alter table conversation add column platform varchar(16);

-- The journal of the owner: one row for each change.
create table owner_change (
  tenant        varchar(64)  not null,
  conversation  varchar(40)  not null,
  place         bigint       not null,
  from_owner    varchar(16)  not null,
  to_owner      varchar(16)  not null,
  reason        varchar(64),
  handoff       varchar(40),
  operator_name varchar(255),
  happened_at   timestamp with time zone not null,
  changed_at    timestamp with time zone not null,
  primary key (tenant, conversation, place),
  foreign key (tenant, conversation) references conversation (tenant, id)
);

-- Zoho's ids of what was made for a conversation; what Zoho tells is matched by any of them. No foreign
-- key: its check would lock the conversation's row after the handoff's, against the order of all others.
create table zoho_reference (
  tenant       varchar(64)  not null,
  kind         varchar(16)  not null,
  reference    varchar(255) not null,
  conversation varchar(40)  not null,
  handoff      varchar(40)  not null,
  created_at   timestamp with time zone not null,
  primary key (tenant, kind, reference)
);
create index zoho_reference_by_handoff on zoho_reference (tenant, handoff);

-- A system line says what happened (code) and to what (subject), so that pages can say it in the visitor's language.
alter table handoff_messages add column code varchar(40);
alter table handoff_messages add column subject varchar(120);

-- What follows a handoff (kinds message and close) waits in the same mailbox.
alter table handoff add column follows varchar(40);
create index handoff_by_followed on handoff (tenant, follows);
