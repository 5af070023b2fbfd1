// Prometheus' text format, version 0.0.4, read by its grammar and nothing looser.
const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
// As Go's ParseFloat reads it, which the format names.
const value = '(?:[-+]?[0-9.]+(?:e[-+]?[0-9]+)?|[Nn]a[Nn]|[-+]Inf)'
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"'
const sampleLine = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)\\})? (${value})$`)
const typeLine = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram|summary|untyped)$`)
const helpLine = new RegExp(`^# HELP (${name}) .+$`)

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const labelsOf = (text = '') =>
  Object.fromEntries([...text.matchAll(/([^=,]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, held]) => [key, held]))

/** The name under which a sample's type was told: a histogram has three kinds of samples. */
const familyOf = (sample: string, types: ReadonlyMap<string, string>) =>
  types.has(sample) ? sample : sample.replace(/_(bucket|sum|count)$/, '')

/** @throws Error with the first line that is not of the format, or whose family was not told before. */
export function readExposition(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const types = new Map<string, string>()
  const samples: Sample[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const type = typeLine.exec(line)
    const sample = sampleLine.exec(line)
    if (type) {
      if (types.has(type[1]!)) throw new Error(`told twice: ${line}`)
      types.set(type[1]!, type[2]!)
    } else if (sample) {
      if (!types.has(familyOf(sample[1]!, types))) throw new Error(`of no type: ${line}`)
      samples.push({
        name: sample[1]!,
        labels: labelsOf(sample[2]),
        value: Number(sample[3]!.replace('Inf', 'Infinity')),
      })
    } else if (!helpLine.test(line)) throw new Error(`not of the format: ${line}`)
  }
  return samples
}
