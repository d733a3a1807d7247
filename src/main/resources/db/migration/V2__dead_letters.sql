-- What a person mended, from when the attempts count anew, and what lists are searched by. The
-- request itself stays as it was accepted. The default is for nodes of the version before, which may
-- still run while the first new one starts.
alter table handoff add column mend text;
alter table handoff add column attempts_since timestamp with time zone default current_timestamp;
alter table handoff add column email varchar(255);
alter table handoff add column ticket_number varchar(64);

update handoff set
  attempts_since = created_at,
  email = substring(lower(regexp_substr(request, '"email":"([^"\\]*)"', 1, 1, 'c', 1)) from 1 for 255),
  ticket_number = (
    select max(substring(regexp_substr(s.facts, '"ticketNumber":"([^"\\]*)"', 1, 1, 'c', 1) from 1 for 64))
      from handoff_step s
     where s.tenant = handoff.tenant and s.handoff = handoff.id and s.state = 'done');

alter table handoff alter column attempts_since set not null;

create index handoff_by_age on handoff (tenant, created_at, id);
create index audit_by_time on audit (tenant, happened_at, id);
create index audit_by_subject on audit (tenant, subject, happened_at);
