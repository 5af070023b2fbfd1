/** Where an address probably is. `area` is a country (outside China), province or city; `network` an operator. */
export interface Place {
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
