/** Where an address probably is. `area` is a country (outside China), province or city; `network` an operator. */
export interface Place {
  /** The province, or the country outside China: what two places are compared by. */
  province: string | null
  area: string | null
  network: string | null
}

export interface Places {
  find(ip: string): Place
}

/** What is known of a browser, as it is shown on the phone and written to the trail. No full address is kept. */
export interface Browser {
  name: string
  system: string
  place: Place
  /** 202.202.x.x */
  ip: string
  /** The network that failures are counted for: IPv4 /24, IPv6 /56, one address inside a shared network. */
  network: string
  /** Inside a shared network (a campus NAT) the name a browser is counted under once it is known to the account; else null. */
  alone: string | null
}

/** The network, or inside a shared one the browser itself: where sessions belong together. */
export const countedAs = ({ alone, network }: Pick<Browser, 'alone' | 'network'>) => alone ?? network
