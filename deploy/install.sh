#!/usr/bin/env bash
# Installs the portal on one Debian or Ubuntu server, or brings an installed one to this version; run it again at will.
# As root, from the folder of the sources: deploy/install.sh portail.exemple.fr
# What it does, line by line: docs/operation.md, « Install it ». What it never does: certificates, accounts, copies of the backups elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
host="${1:?the name of the site, as in deploy/install.sh portail.exemple.fr}"
place=/opt/portal data=/var/lib/portal settings=/etc/portal/environment

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  python3 python3-venv make postgresql nginx-light rsync

getent passwd portal >/dev/null || useradd --system --home-dir "$data" --shell /usr/sbin/nologin portal
install -d -o portal -g portal -m 700 "$data"
install -d -m 755 "$place"
rsync -a --delete --exclude .git --exclude .venv --exclude var ./ "$place/"
make -s -C "$place" .venv/.installed

if [ ! -e "$settings" ]; then
  install -d -m 700 /etc/portal
  random() { "$place/.venv/bin/python" -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom($1)).decode())"; }
  (umask 077; sed -e "s|^SECRET_KEY=.*|SECRET_KEY=$(random 48)|" -e "s|^PORTAL_FIELD_KEYS=.*|PORTAL_FIELD_KEYS=$(random 32)|" \
    -e "s|portail@exemple\.invalid|portail@$host|" -e "s|portail\.exemple\.invalid|$host|g" deploy/environment.example > "$settings")
  echo "Keys were made in $settings: keep a copy of them apart from the backups, today."
fi

postgres() { (cd / && runuser -u postgres -- "$@"); }
postgres psql -tAc "SELECT 1 FROM pg_roles WHERE rolname='portal'" | grep -q 1 || postgres createuser portal
postgres psql -tAc "SELECT 1 FROM pg_database WHERE datname='portal'" | grep -q 1 || postgres createdb -O portal portal

install -m 755 deploy/portal-manage deploy/portal-backup /usr/local/sbin/
portal-manage migrate -v0
portal-manage createcachetable
for step in load_texts load_fiches load_authorities; do portal-manage "$step"; done
portal-manage collectstatic --noinput -v0

install -m 644 "deploy/portal-web@.service" deploy/portal-work.service deploy/portal-backup.{service,timer} /etc/systemd/system/
[ -e /etc/nginx/conf.d/portal.conf ] || sed "s|portail\.exemple\.invalid|$host|g" deploy/nginx.conf > /etc/nginx/conf.d/portal.conf
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable -q portal-work portal-web@8000 portal-web@8001
  systemctl enable -q --now portal-backup.timer
  systemctl restart portal-work
  for port in 8000 8001; do # one answers while the other restarts
    systemctl restart "portal-web@$port"
    "$place/.venv/bin/python" deploy/wait_until_ready.py "http://127.0.0.1:$port/readyz"
  done
fi
echo "The portal answers behind the proxy. Next, in docs/operation.md: the certificate, two administrators, portal-manage doctor."
