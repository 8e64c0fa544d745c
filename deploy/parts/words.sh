# Where everything lies, and how the scripts speak. Sourced by install-office, bundle and rehearsal.

HOME_FOLDER=/opt/duban            # releases, and the link to the current one
SETTINGS=/etc/duban/env           # settings of this office, kept by every upgrade
TLS_FOLDER=/etc/duban/tls         # certificate.pem and key.pem
DATA=/var/lib/duban               # uploaded files, static files, the secret key, the SQLite database
BACKUPS=/var/backups/duban
ACCOUNT=duban                     # system user, database role and database

say() {
  echo "==> $*"
}

fail() {
  echo "错误：$*" >&2
  exit 1
}

has_systemd() {
  [ -d /run/systemd/system ]
}

# runs manage.py of a release as the product's account, with the office's settings: manage RELEASE COMMAND...
manage() {
  local release=$1
  shift
  DUBAN_RELEASE=$release "$release/deploy/duban" "$@"
}
