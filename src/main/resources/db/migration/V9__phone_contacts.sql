-- The Desk contact of a visitor known by phone only, and who is making it: Desk takes the same number
-- twice, and its search shows a new contact late. The phone is kept as a hash.

create table phone_contact (
  tenant     varchar(64) not null,
  phone      varchar(64) not null,
  contact_id varchar(64),
  handoff    varchar(40) not null,
  changed_at timestamp with time zone not null,
  primary key (tenant, phone)
);
