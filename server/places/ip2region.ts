import ip2region from 'ip2region'
import type { Place, Places } from '../core/place.ts'

const nowhere: Place = { province: null, area: null, network: null }
// The package is CommonJS with a `default` property: Node hands over the whole module, bundlers the class.
const IP2Region = (ip2region as unknown as { default?: typeof ip2region }).default ?? ip2region
const inside = new Set(['内网IP', '内网', '本机地址', '局域网', '本地链路单播地址'])

/** 重庆市 → 重庆, 广东省 → 广东. */
const short = (name: string) => name.replace(/(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$/, '')

function toPlace({
  country,
  province,
  city,
  isp,
}: {
  country: string
  province: string
  city: string
  isp: string
}): Place {
  if (inside.has(city) || inside.has(isp)) return { ...nowhere, area: '内网' }
  const network = isp && isp !== '0' ? isp : null
  if (country === '' || country === '0') return { ...nowhere, network }
  if (country !== '中国') return { province: country, area: country, network }
  return { province: short(province) || null, area: short(city || province) || country, network }
}

/** Offline: the data are in the package, no address leaves the building. */
export function createPlaces(): Places {
  const data = new IP2Region()
  return {
    find(ip) {
      try {
        const found = data.search(ip)
        return found ? toPlace(found) : nowhere
      } catch {
        return nowhere
      }
    },
  }
}
