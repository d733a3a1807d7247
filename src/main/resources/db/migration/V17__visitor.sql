-- What the visitor told in the conversation, as in a handoff's request: the newest of each field, so that a later
-- handoff knows it. Runs unchanged on H2 and PostgreSQL.

alter table conversation add column visitor text;
-- The address as it is looked for: lower case, cut to the column.
alter table conversation add column email varchar(255);

create index conversation_by_email on conversation (tenant, email);
