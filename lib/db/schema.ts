import type { ColumnType } from 'kysely'
import type { Database as Generated } from './types.gen'

/**
 * Kysely's view of the generated types: public tables by name, platform tables as `platform.x`.
 * The generator calls bytea a string; the driver gives Buffers.
 */
type BinaryColumn =
  | ('ciphertext' | 'nonce' | 'tag' | 'token_hash' | 'body_hash' | 'delivery_hash')
  | ('email_hash' | 'address_hash' | 'dedupe_key' | 'raw')
type Native<K, T> = K extends BinaryColumn ? Buffer | Extract<T, null | undefined> : T

type TableShape = { Row: object; Insert: object; Update: object }
type Table<T extends TableShape> = {
  [K in keyof T['Row']]: ColumnType<
    Native<K, T['Row'][K]>,
    K extends keyof T['Insert'] ? Native<K, T['Insert'][K]> : never,
    K extends keyof T['Update'] ? Native<K, T['Update'][K]> : never
  >
}
type Tables<Schema extends 'public' | 'platform'> = Generated[Schema]['Tables']

export type Database = { [K in keyof Tables<'public'>]: Table<Tables<'public'>[K]> } & {
  [K in keyof Tables<'platform'> & string as `platform.${K}`]: Table<Tables<'platform'>[K]>
}
