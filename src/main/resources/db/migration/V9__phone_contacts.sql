-- The Desk contact of a visitor known by phone only, and who is making it: Desk takes the same number
-- twice, and its search shows a new contact late. The phone is kept as a keyed hash (HMAC-SHA256), which
-- nobody can undo without HANDOFF_ENCRYPTION_KEY.

create table phone_contact (
  tenant        varchar(64) not null,
  phone         varchar(64) not null,
  contact_id    varchar(64),
  handoff       varchar(40) not null,          -- who is making it, or made or found it
  begun_at      timestamp with time zone not null, -- since when it is being made
  changed_at    timestamp with time zone not null,
  taken_over_at timestamp with time zone,      -- when another handoff last went on with it
  primary key (tenant, phone)
);
