const two = (value: number) => String(value).padStart(2, '0')

/** ISO time → 2026-01-12 in this browser's zone. */
export function dayOf(iso: string): string {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** ISO time → 2026-01-12 09:05 in this browser's zone. */
export function fullTime(iso: string): string {
  const date = new Date(iso)
  return `${dayOf(iso)} ${two(date.getHours())}:${two(date.getMinutes())}`
}
