-- What was chosen and consented to at /setup.

-- One row per contract name that the environment leaves open; seed is a hash of what the
-- environment said then. Secrets are encrypted.
create table zoho_setting (
  tenant      varchar(64)  not null default 'main',
  name        varchar(64)  not null,
  chosen      text         not null,
  seed        varchar(64)  not null,
  updated_at  timestamp with time zone not null,
  updated_by  varchar(120) not null,
  primary key (tenant, name)
);

-- Where the refresh token came from (Zoho binds it to one data centre), and for what.
alter table zoho_tokens add column accounts_server varchar(255);
alter table zoho_tokens add column scopes text;
alter table zoho_tokens add column authorised_at timestamp with time zone;

-- Consents under way: the hash of the state parameter, and what it stands for.
create table oauth_state (
  tenant          varchar(64)  not null default 'main',
  state_hash      varchar(64)  not null,
  who             varchar(120) not null,
  credential      varchar(32)  not null,
  accounts_server varchar(255) not null,
  redirect_uri    text         not null,
  scopes          text         not null,
  expires_at      timestamp with time zone not null,
  used_at         timestamp with time zone,
  primary key (tenant, state_hash)
);
