-- Runs unchanged on H2 and PostgreSQL. Every table carries the tenant; nothing is unique across tenants.

create table conversation (
  tenant          varchar(64)  not null,
  id              varchar(40)  not null,
  channel         varchar(16)  not null,
  conversation_id varchar(255) not null,
  dialogue        text,
  last_message    bigint       not null default 0,
  last_entry      bigint       not null default 0,
  created_at      timestamp with time zone not null,
  updated_at      timestamp with time zone not null,
  primary key (tenant, id),
  unique (tenant, channel, conversation_id)
);

create table handoff (
  tenant           varchar(64)  not null,
  id               varchar(40)  not null,
  conversation     varchar(40)  not null,
  entry            bigint       not null,
  asked_kind       varchar(16)  not null,
  kind             varchar(16),
  state            varchar(16)  not null,
  request          text         not null,
  transcript_upto  bigint       not null,
  correlation      varchar(40)  not null,
  trace_parent     varchar(64),
  claim            integer      not null default 0,
  attempts         integer      not null default 0,
  next_attempt_at  timestamp with time zone,
  error_step       varchar(64),
  error_code       varchar(120),
  error_message    text,
  error_remedy     text,
  error_retryable  boolean,
  created_at       timestamp with time zone not null,
  updated_at       timestamp with time zone not null,
  settled_at       timestamp with time zone,
  primary key (tenant, id),
  unique (tenant, conversation, entry),
  foreign key (tenant, conversation) references conversation (tenant, id)
);
create index handoff_by_state on handoff (tenant, state, created_at);

create table handoff_step (
  tenant     varchar(64)  not null,
  handoff    varchar(40)  not null,
  name       varchar(64)  not null,
  place      integer      not null,
  state      varchar(16)  not null,
  started_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  detail     text,
  facts      text         not null,
  primary key (tenant, handoff, name),
  foreign key (tenant, handoff) references handoff (tenant, id)
);

create table inbound_event (
  tenant      varchar(64)  not null,
  source      varchar(32)  not null,
  event_id    varchar(255) not null,
  received_at timestamp with time zone not null,
  primary key (tenant, source, event_id)
);

create table handoff_messages (
  tenant       varchar(64)  not null,
  conversation varchar(40)  not null,
  number       bigint       not null,
  session_id   varchar(255) not null,
  author_type  varchar(16)  not null,
  author_name  varchar(255),
  content      text         not null,
  written_at   timestamp with time zone,
  created_at   timestamp with time zone not null,
  primary key (tenant, conversation, number),
  foreign key (tenant, conversation) references conversation (tenant, id)
);
create index handoff_messages_by_session on handoff_messages (tenant, session_id, number);

create table outbound_message (
  tenant          varchar(64)  not null,
  id              varchar(40)  not null,
  conversation    varchar(40)  not null,
  entry           bigint       not null,
  target          varchar(32)  not null,
  external_id     varchar(255),
  state           varchar(16)  not null,
  payload         text         not null,
  attempts        integer      not null default 0,
  next_attempt_at timestamp with time zone,
  created_at      timestamp with time zone not null,
  updated_at      timestamp with time zone not null,
  primary key (tenant, id),
  unique (tenant, conversation, entry),
  foreign key (tenant, conversation) references conversation (tenant, id)
);

create table zoho_tokens (
  tenant         varchar(64)  not null,
  credential     varchar(32)  not null,
  seed           varchar(64)  not null,
  refresh_token  text,
  access_token   text,
  generation     bigint       not null default 0,
  expires_at     timestamp with time zone,
  refresh_at     timestamp with time zone,
  refreshes      text         not null,
  lease_owner    varchar(64),
  lease_until    timestamp with time zone,
  blocked_until  timestamp with time zone,
  throttled      integer      not null default 0,
  broken         varchar(64),
  broken_detail  text,
  updated_at     timestamp with time zone not null,
  primary key (tenant, credential)
);

create table contact_mapping (
  tenant          varchar(64)  not null,
  crm_contact_id  varchar(120) not null,
  desk_contact_id varchar(64)  not null,
  updated_at      timestamp with time zone not null,
  primary key (tenant, crm_contact_id)
);

create table idempotency_key (
  tenant     varchar(64)  not null,
  operation  varchar(64)  not null,
  key_value  varchar(255) not null,
  body_hash  varchar(64)  not null,
  handoff    varchar(40)  not null,
  status     integer,
  answer     text,
  created_at timestamp with time zone not null,
  primary key (tenant, operation, key_value)
);

create table audit (
  tenant  varchar(64)  not null,
  id      varchar(40)  not null,
  happened_at timestamp with time zone not null,
  who     varchar(120) not null,
  act     varchar(64)  not null,
  subject varchar(120) not null,
  detail  text,
  primary key (tenant, id)
);

-- The work items: the table of the db-scheduler library, as it wants it.
create table scheduled_tasks (
  task_name            varchar(100) not null,
  task_instance        varchar(255) not null,
  task_data            bytea,
  execution_time       timestamp with time zone not null,
  picked               boolean not null,
  picked_by            varchar(50),
  last_success         timestamp with time zone,
  last_failure         timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat       timestamp with time zone,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
