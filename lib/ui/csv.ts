/** A table as a spreadsheet takes it. Cells that a spreadsheet would run as a formula are made text. */
export type CsvTable = { header: readonly string[]; rows: readonly (readonly (string | number | null)[])[] }

/** RFC 4180 with CRLF and a byte order mark, without which Excel reads UTF-8 as something else. */
export async function csvOf({ header, rows }: CsvTable): Promise<string> {
  const { default: papa } = await import('papaparse')
  const text = papa.unparse({ fields: [...header], data: rows.map((row) => row.map((cell) => cell ?? '')) }, SAFE)
  return `\uFEFF${text}\r\n`
}
// Numbers are written by us and may be negative; everything else that starts like a formula came from a stranger.
const SAFE = { escapeFormulae: /^[=+\-@\t\r\n]/, newline: '\r\n' }

export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the data by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** `events-acme-2026-10-22-2026-11-20.csv`. */
export const csvName = (what: string, slug: string, { start, end }: { start: string; end: string }): string =>
  `${what}-${slug}-${start}-${end}.csv`
