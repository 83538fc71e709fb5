import { type ClassValue, clsx } from 'clsx'

/**
 * Joins class names. Two classes for one property are not weighed against each other (that table costs 9 kB in every
 * page): a caller that overrides a primitive's own class marks it, `px-2!`.
 */
export const cn = (...inputs: ClassValue[]): string => clsx(inputs)
