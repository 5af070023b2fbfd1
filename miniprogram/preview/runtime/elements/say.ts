/** Said to the page code, which hears it on this element only, as in the client. */
export const say = (element: HTMLElement, type: string, detail: object): void =>
  void element.dispatchEvent(new CustomEvent(type, { detail }))
