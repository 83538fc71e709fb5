/**
 * Chance that is the same on every machine and every run: a hash of the row's own key and of what is being decided.
 * Both return SQL text; `key` is an expression of type bigint, `salt` says which of a row's decisions this is.
 */
export const chance = (key: string, salt: number): string =>
  `((hashint8extended(${key}, ${salt}) & 4503599627370495)::float8 / 4503599627370496)`

/** One of a list of texts, each as likely as the others. */
export const oneOf = (texts: readonly string[], key: string, salt: number): string =>
  `(array[${texts.map(quote).join(', ')}])[1 + (hashint8extended(${key}, ${salt}) & 4611686018427387903) % ${texts.length}]`

/** One of a list by weight. */
export const weighted = (choices: Record<string, number>, key: string, salt: number): string => {
  const names = Object.keys(choices)
  const total = Object.values(choices).reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const bounds = names.slice(0, -1).map((name) => {
    sum += choices[name] ?? 0
    return (sum / total).toFixed(6)
  })
  return `(array[${names.map(quote).join(', ')}])[1 + width_bucket(${chance(key, salt)}, array[${bounds.join(', ')}]::float8[])]`
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
