#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/mail_servers.sh DIR PORT - a relay and mailboxes on loopback: Postfix takes submissions with STARTTLS and a password at
# PORT, Dovecot has the mailboxes (LMTP PORT+1, IMAP PORT+2, passwords PORT+3). `kill $(cat DIR/*.pid)` ends them.
#
# Postfix's master runs as root, Dovecot as nobody; both with directories and configurations of their own. The relay knows the
# domains mission.example and plenary.example; Dovecot refuses recipients that have no mailbox there, and Postfix writes a real
# delivery report.
set -euo pipefail
folder=$1 port=$2
lmtp=$((port + 1)) imap=$((port + 2)) passwords=$((port + 3))
mkdir -p "$folder"/{postfix,queue,data,dovecot/run,dovecot/mail}
chmod 711 "$folder"
cd "$folder"

key() { openssl "$@" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes 2>/dev/null; }
key req -x509 -keyout ca.key -out ca.pem -days 30 -subj /CN=test-authority
key req -keyout server.key -out server.csr -subj /CN=localhost
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out server.pem \
  -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1') 2>/dev/null
cp server.key dovecot/server.key

cat >dovecot/users <<END
relayuser:{PLAIN}relay password::::::
can@mission.example:{PLAIN}pw::::::
bounces@plenary.example:{PLAIN}pw::::::
END
cat >dovecot/dovecot.conf <<END
base_dir = $folder/dovecot/run
state_dir = $folder/dovecot/run
log_path = $folder/dovecot/log
protocols = imap lmtp
ssl = yes
ssl_cert = <$folder/server.pem
ssl_key = <$folder/dovecot/server.key
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
mail_location = maildir:$folder/dovecot/mail/%d/%n
mail_uid = nobody
mail_gid = nogroup
recipient_delimiter = +
auth_username_format = %Lu
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = $folder/dovecot/users
}
userdb {
  driver = passwd-file
  args = $folder/dovecot/users
  default_fields = uid=nobody gid=nogroup home=$folder/dovecot/mail/%d/%n
}
service anvil {
  chroot =
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = $passwords
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp
  }
}
END
chown -R nobody:nogroup dovecot
setpriv --reuid=nobody --regid=nogroup --clear-groups dovecot -F -c "$folder/dovecot/dovecot.conf" >dovecot.said 2>&1 &
echo $! >dovecot.pid

cat >postfix/main.cf <<END
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = $folder/postfix.log
maillog_file_prefixes = $folder
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
myhostname = localhost
mydestination =
local_transport = error:none
virtual_mailbox_domains = mission.example plenary.example
virtual_transport = lmtp:inet:127.0.0.1:$lmtp
recipient_delimiter = +
disable_dns_lookups = yes
default_transport = error:5.4.4 this relay delivers to its own domains only
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = $folder/server.pem
smtpd_tls_key_file = $folder/server.key
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$passwords
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions =
END
cat >postfix/master.cf <<END
127.0.0.1:$port inet n - n - - smtpd
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
tlsmgr   unix - - n 1000? 1 tlsmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
verify   unix - - n - 1 verify
flush    unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp     unix - - n - - smtp
showq    unix n - n - - showq
error    unix - - n - - error
retry    unix - - n - - error
discard  unix - - n - - discard
lmtp     unix - - n - - lmtp
anvil    unix - - n - 1 anvil
scache   unix - - n - 1 scache
postlog  unix-dgram n - n - 1 postlogd
END
chown postfix data
postfix -c "$folder/postfix" check >postfix.said 2>&1
/usr/lib/postfix/sbin/master -c "$folder/postfix" -d >>postfix.said 2>&1 &
echo $! >postfix.pid
for _ in $(seq 200); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port" && exec 4<>"/dev/tcp/127.0.0.1/$imap") 2>/dev/null && exit 0
  sleep 0.05
done
echo 'the mail servers did not start' >&2
cat dovecot/log dovecot.said postfix.said >&2 2>/dev/null
exit 1
