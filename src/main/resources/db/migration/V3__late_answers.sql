-- What a bot still owes a visitor about one handoff: a promise (action pending) that is kept through
-- SalesIQ's callback API, or an outcome that is told at the visitor's next message.
create table late_answer (
  tenant       varchar(64)  not null,
  handoff      varchar(40)  not null,
  conversation varchar(40)  not null,
  request_id   varchar(255),
  asked        text         not null,
  state        varchar(16)  not null,
  held         boolean      not null,
  sent         varchar(16),
  claim        integer      not null default 0,
  attempts     integer      not null default 0,
  progress_at  timestamp with time zone,
  retry_at     timestamp with time zone,
  promised_at  timestamp with time zone not null,
  updated_at   timestamp with time zone not null,
  primary key (tenant, handoff),
  foreign key (tenant, handoff) references handoff (tenant, id)
);
create index late_answer_by_conversation on late_answer (tenant, conversation, state);
