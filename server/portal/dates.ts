const two = (value: number) => String(value).padStart(2, '0')

/** ISO time → 2026-01-12 in this browser's zone. */
export function dayOf(iso: string): string {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** ISO time → 09:05 in this browser's zone. */
export function timeOf(iso: string): string {
  const date = new Date(iso)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** ISO time → 2026-01-12 09:05 in this browser's zone. */
export const fullTime = (iso: string): string => `${dayOf(iso)} ${timeOf(iso)}`
