# What stands in front: the certificate, and nginx unless the office wants none.

# a certificate of our own, until the office puts its own in the same place
make_certificate() {
  if [ -e "$TLS_FOLDER/certificate.pem" ]; then
    return
  fi
  say "生成自签名证书（$TLS_FOLDER，可换成单位自己的证书）"
  local names="" each
  for each in $ADDRESS $(hostname --all-ip-addresses 2>/dev/null || true) localhost 127.0.0.1; do
    case $each in
      *[!0-9.]*) [[ $each == *:* ]] && names+=",IP:$each" || names+=",DNS:$each" ;;
      *) names+=",IP:$each" ;;
    esac
  done
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/CN=${ADDRESS:0:64}" \
    -addext "subjectAltName=${names#,}" \
    -keyout "$TLS_FOLDER/key.pem" -out "$TLS_FOLDER/certificate.pem" 2>/dev/null
  chmod 600 "$TLS_FOLDER"/*.pem
}

install_nginx_site() {
  local site=/etc/nginx/sites-available/duban.conf
  install -m 0644 "$1/deploy/nginx/duban.conf" "$site"
  # a machine without IPv6 refuses these lines
  [ -e /proc/net/if_inet6 ] || sed -i '/listen \[::\]/d' "$site"
  ln -sfn "$site" /etc/nginx/sites-enabled/duban.conf
  # Debian's page of welcome answers to every name as ours does
  if [ "$(readlink /etc/nginx/sites-enabled/default)" = /etc/nginx/sites-available/default ]; then
    rm /etc/nginx/sites-enabled/default
  fi
  install -d -m 0750 -o root -g adm /var/log/duban
  install -m 0644 "$1/deploy/nginx/logrotate" /etc/logrotate.d/duban
  nginx -t -q || fail "nginx 的配置有误，见上。"
  if has_systemd; then
    systemctl enable --quiet nginx
    systemctl reload-or-restart nginx
  fi
}
