-- Words of a person that nothing but the bot's next answer brings to the visitor: not those of a chat that SalesIQ
-- itself forwarded, and not those that came with a transcript. Runs unchanged on H2 and PostgreSQL.
alter table handoff_messages add column bot_tells boolean;
