import type { Scratch } from './scratch.ts'

/** The same for everybody: each has an address of its own. */
export const mailPorts = { imap: 143, pop3: 110, submission: 587, sieve: 4190, relay: 25, doveadm: 8026 } as const

/** More lines of the site's configuration. */
export type Own = string

const listener = (service: string, name: string, port: number) => `
service ${service} {
  inet_listener ${name} {
    port = ${port}
  }
  inet_listener ${name}s {
    port = 0
  }
}`

/** A site as it may have been before us: a passwd-file, mail in a folder. Wrong passwords are answered at once, so that tests are quick. */
export const dovecotConf = ({ folder, ip }: Scratch, own: Own = '') => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
listen = ${ip}
protocols = imap pop3 submission sieve
ssl = no
disable_plaintext_auth = no
auth_verbose = yes
auth_username_format = %Lu
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
hostname = mail.example.test
submission_relay_host = ${ip}
submission_relay_port = ${mailPorts.relay}
submission_relay_trusted = yes
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%u allow_all_users=yes
}
${listener('imap-login', 'imap', mailPorts.imap)}
${listener('pop3-login', 'pop3', mailPorts.pop3)}
${listener('submission-login', 'submission', mailPorts.submission)}
${listener('managesieve-login', 'sieve', mailPorts.sieve)}
!include conf.d/05-second-step.conf
passdb {
  driver = passwd-file
  args = ${folder}/users
}
${own}
`
