-- How long things are kept, and how a visitor is forgotten.

-- Since when nothing personal is left in it; null for all others.
alter table conversation add column erased_at timestamp with time zone;
alter table handoff add column erased_at timestamp with time zone;

-- What is old enough to go is looked for by age.
create index handoff_by_settled on handoff (tenant, settled_at);
create index handoff_messages_by_age on handoff_messages (tenant, created_at);
create index inbound_event_by_age on inbound_event (tenant, received_at);
create index idempotency_key_by_age on idempotency_key (tenant, created_at);

-- What goes with a handoff, and whose handoff it is.
create index idempotency_key_by_handoff on idempotency_key (tenant, handoff);
create index handoff_by_email on handoff (tenant, email);
create index zoho_reference_by_conversation on zoho_reference (tenant, conversation);
