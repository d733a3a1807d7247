#!/usr/bin/env bash
# Fills ./secrets, one file each, for the owner's eyes. What is there stays.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
make() { [ -s "secrets/$1" ] || "${@:2}" > "secrets/$1"; }
make database_password openssl rand -hex 24
make api_keys openssl rand -hex 32
make ops_password openssl rand -hex 16
make encryption_key openssl rand -base64 32
make zoho_webhook_secret openssl rand -hex 24
[ -e secrets/zoho_client_secret ] || : > secrets/zoho_client_secret
# The containers' own users read them, each mounted alone; on this machine nobody passes the folder.
chmod 644 secrets/*
chmod 700 secrets
if [ ! -s secrets/zoho_client_secret ]; then
  echo "Put the client secret of Zoho's API console into $PWD/secrets/zoho_client_secret"
fi
