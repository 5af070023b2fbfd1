import { spawnSync } from 'node:child_process'

/** What comes with packages that the tests start themselves. */
export interface Manners {
  /** Answers to what a package would ask (debconf-set-selections). */
  answers?: readonly string[]
  /** Services that are not to run by themselves, now or after a restart; with * where a name tells a version. */
  services?: readonly string[]
}

// A policy of the machine's own is respected; ours is gone afterwards. Without one a package starts its service, on port 25, 80 or 143.
const script = `set -e
policy=/usr/sbin/policy-rc.d
if [ "$SERVICES" ] && [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
[ -z "$ANSWERS" ] || echo "$ANSWERS" | debconf-set-selections
apt-get -o DPkg::Lock::Timeout=300 update
apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
cd /lib/systemd/system || exit 0
for service in $SERVICES; do for unit in $service.service; do systemctl --quiet disable "$unit" || true; done; done`

/**
 * Asks for no password: without root and without `sudo -n` it gives up. Waits for a new machine's updates of its own.
 * @returns what went wrong, or nothing.
 */
export function installAsRoot(
  packages: readonly string[],
  { answers = [], services = [] }: Manners,
): string | undefined {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const env = [`ANSWERS=${answers.join('\n')}`, `SERVICES=${services.join(' ')}`, 'DEBIAN_FRONTEND=noninteractive']
  const [program = '', ...args] = [...asRoot, 'env', ...env, 'sh', '-c', script, 'sh', ...packages]
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return status === 0 ? undefined : (error?.message ?? `apt-get failed:\n${stdout}${stderr}`)
}
