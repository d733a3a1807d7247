-- Every attempt at a handoff that did not succeed or was put off. Runs unchanged on H2 and PostgreSQL.

create table handoff_attempt (
  tenant          varchar(64)  not null,
  handoff         varchar(40)  not null,
  number          integer      not null, -- from 1 on; a gap is what was left out for the bound
  attempt         integer      not null, -- what the handoff counted then; a replay begins anew
  counted         boolean      not null, -- whether it was an attempt; otherwise it was only put off
  times           integer      not null, -- how often it was put off alike, one after the other
  step            varchar(64),
  code            varchar(120) not null,
  message         text         not null,
  retryable       boolean      not null,
  first_at        timestamp with time zone not null,
  last_at         timestamp with time zone not null,
  next_attempt_at timestamp with time zone, -- null: parked
  node            varchar(64),
  primary key (tenant, handoff, number),
  foreign key (tenant, handoff) references handoff (tenant, id)
);
