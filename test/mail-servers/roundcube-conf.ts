import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Scratch } from './scratch.ts'

export const webmailPort = 8080

const folder = '/usr/sbin'

/** Its name tells its version, which is 8.2 in Debian 12 and 8.4 in Debian 13. */
export function phpFpm(): string {
  const name = readdirSync(folder).find((one) => /^php-fpm\d/.test(one))
  if (!name || !existsSync('/var/lib/roundcube/public_html'))
    throw new Error('Roundcube is missing: npm test installs it')
  return join(folder, name)
}

export const fpmConf = ({ at }: Scratch) => `
[global]
error_log = /dev/stderr
[webmail]
user = www-data
group = www-data
listen = ${at('fpm.sock')}
listen.owner = www-data
listen.group = www-data
pm = static
pm.max_children = 4
clear_env = yes
env[ROUNDCUBE_CONFIG_DIR] = ${at('config')}
php_admin_value[auto_prepend_file] = ${at('prepend.php')}
php_admin_value[error_log] = ${at('web/log/php.log')}
php_admin_flag[log_errors] = on
`

export const webConf = ({ ip, at }: Scratch) => `
user www-data;
pid ${at('nginx-web.pid')};
daemon off;
error_log ${at('web/log/nginx.log')} warn;
worker_processes 1;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  access_log ${at('web/log/access.log')};
  ${['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at('web/temp', kind)};`).join(' ')}
  server {
    listen ${ip}:${webmailPort};
    root /var/lib/roundcube/public_html;
    index index.php;
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_pass unix:${at('fpm.sock')};
    }
  }
}
`
