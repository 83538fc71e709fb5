import { createParser } from 'nuqs/server'
import { type Day, isDay } from './days'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const parseAsDay = createParser<Day>({ parse: (text) => (isDay(text) ? text : null), serialize: (day) => day })
const parseAsId = createParser<string>({ parse: (text) => (UUID.test(text) ? text : null), serialize: (id) => id })

/** What every page about a stretch of time keeps in its address; links between such pages carry it along. */
export const rangeSearchParams = { start: parseAsDay, end: parseAsDay, campaign: parseAsId }
