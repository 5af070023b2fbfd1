/** What a door says, written only once it is whole: a failure on the way can let nobody in. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  /** Text, or JSON. */
  body: string | object
}
