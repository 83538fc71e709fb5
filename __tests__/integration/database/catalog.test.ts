import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { generateTypes } from '@/local/postgres/generate-types'
import { createScratchDatabase } from './scratch'

/** What must hold of every table, column and function, whoever adds one (spec 01 §1, §6). Asked of a database migrated from empty. */
let database: Awaited<ReturnType<typeof createScratchDatabase>>
let sql: Sql
const names = async (query: Promise<{ name: string }[]>): Promise<string[]> => (await query).map(({ name }) => name)

beforeAll(async () => {
  database = await createScratchDatabase()
  await database.migrate()
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
}, 60_000)
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** Everything a schema is made of, in words. */
const fingerprint = async () =>
  JSON.stringify({
    columns:
      await sql`select table_schema, table_name, column_name, column_default, is_nullable, data_type, generation_expression
      from information_schema.columns where table_schema in ('public', 'platform', 'private') order by 1, 2, 3`,
    constraints: await sql`select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace in ('public'::regnamespace, 'platform'::regnamespace) order by 1, 2`,
    indexes: await sql`select schemaname, indexname, indexdef from pg_indexes
      where schemaname in ('public', 'platform') order by 1, 2`,
    policies: await sql`select schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check
      from pg_policies order by 1, 2, 3`,
    functions:
      await sql`select p.oid::regprocedure::text as f, md5(pg_get_functiondef(p.oid)), p.proacl::text from pg_proc p
      where pronamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1`,
    triggers: await sql`select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger
      where not tgisinternal order by 1, 2`,
    grants:
      await sql`select relnamespace::regnamespace::text, relname, relacl::text, relrowsecurity, relforcerowsecurity
      from pg_class where relnamespace in ('public'::regnamespace, 'platform'::regnamespace) order by 1, 2`,
    columnGrants: await sql`select attrelid::regclass::text, attname, attacl::text from pg_attribute
      where attacl is not null and attrelid::regclass::text !~ '^pg_' order by 1, 2`,
    schemas:
      await sql`select nspname, nspacl::text from pg_namespace where nspname in ('public', 'platform', 'private') order by 1`,
    defaults:
      await sql`select defaclnamespace::regnamespace::text, defaclobjtype, defaclacl::text from pg_default_acl order by 1, 2, 3`,
  })

describe('the migrations', () => {
  test('run again on a migrated database, change nothing', async () => {
    const before = await fingerprint()
    await database.migrate()
    expect(await fingerprint()).toBe(before)
  }, 60_000)

  test('are recorded, every one', async () => {
    const [row] = await sql`select count(*)::int as n from supabase_migrations.schema_migrations`
    expect(row?.n).toBe(readdirSync(join(process.cwd(), 'supabase', 'migrations')).length)
  })

  test('give the types that are committed', () => {
    const committed = readFileSync(join(process.cwd(), 'lib', 'db', 'types.gen.ts'), 'utf8')
    expect(generateTypes(database.ownerUrl)).toBe(committed)
  }, 60_000)

  test('leave the Supabase advisors nothing to say', () => {
    const advise = (...flags: string[]) => {
      const supabase = join(process.cwd(), 'node_modules', '.bin', 'supabase')
      const args = ['db', 'advisors', `--remote=${database.ownerUrl}`, ...flags]
      const { stdout, stderr } = spawnSync(supabase, args, { encoding: 'utf8' })
      return `${stdout}${stderr}`
    }
    expect(advise()).toContain('No issues found')
    // A database without users has used none of its indexes; partitions are reached through their parent, so they have no
    // policy (and no grant) of their own. Nothing else is hinted at.
    const found = [...advise('--level', 'info').matchAll(/"name": "(\w+)",\s+"title"[\s\S]*?"detail": "([^"]*)/g)]
    const hints = found.flatMap(([, name, detail]) =>
      name === 'rls_enabled_no_policy' && detail?.includes('platform.email_events_p') ? [] : [name],
    )
    expect([...new Set(hints)]).toEqual(['unused_index'])
  }, 60_000)
})

describe('nothing in the catalog', () => {
  test('is a table without primary key', async () => {
    const found = sql<{ name: string }[]>`select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'platform'::regnamespace)
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`
    expect(await names(found)).toEqual([])
  })

  test('is a table without row level security, on and forced', async () => {
    const found = sql<{ name: string }[]>`select c.oid::regclass::text as name from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'platform'::regnamespace)
        and not (c.relrowsecurity and c.relforcerowsecurity)`
    expect(await names(found)).toEqual([])
  })

  test('is a writable public table whose writes a person could make outside the app', async () => {
    const found = sql<{ name: string }[]>`
      select p.tablename || ' ' || p.cmd as name from pg_policies p
      where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' and 'authenticated' = any (p.roles) and p.cmd <> 'SELECT'
        and not exists (select from pg_policies r where r.schemaname = 'public' and r.tablename = p.tablename and r.cmd = p.cmd
          and r.permissive = 'RESTRICTIVE' and 'authenticated' = any (r.roles) and coalesce(r.qual, r.with_check) ~ 'in_app')`
    expect(await names(found)).toEqual([])
  })

  test('is a policy for everyone, or two permissive ones for one role and command', async () => {
    const open = sql<{ name: string }[]>`select tablename || ' ' || policyname as name from pg_policies
      where schemaname in ('public', 'platform') and roles && array['public', 'anon']::name[]`
    expect(await names(open)).toEqual([])
    const twice = sql<{ name: string }[]>`select schemaname || '.' || tablename || ' ' || role || ' ' || cmd as name
      from pg_policies, unnest(roles) as role where permissive = 'PERMISSIVE' and schemaname in ('public', 'platform')
      group by schemaname, tablename, role, cmd having count(*) > 1`
    expect(await names(twice)).toEqual([])
  })

  test('is a policy that always holds, for anyone but the platform', async () => {
    const found = sql<{ name: string }[]>`select tablename || ' ' || policyname as name from pg_policies
      where schemaname in ('public', 'platform') and 'true' in (qual, with_check) and roles <> array['service_role']::name[]`
    expect(await names(found)).toEqual([])
  })

  test('is a foreign key without an index that starts with its columns', async () => {
    const found = sql<
      { name: string }[]
    >`select k.conrelid::regclass::text || ' ' || k.conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace in ('public'::regnamespace, 'platform'::regnamespace)
        and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`
    expect(await names(found)).toEqual([])
  })

  test('is an index without validity', async () => {
    const found = sql<{ name: string }[]>`select indexrelid::regclass::text as name from pg_index where not indisvalid`
    expect(await names(found)).toEqual([])
  })

  test('is an instant without zone, or a float or numeric column', async () => {
    const found = sql<{ name: string }[]>`select table_schema || '.' || table_name || '.' || column_name as name
      from information_schema.columns where table_schema in ('public', 'platform')
        and data_type in ('timestamp without time zone', 'real', 'double precision', 'numeric', 'money')`
    expect(await names(found)).toEqual([])
  })

  test('is a function without an empty search path', async () => {
    const found = sql<{ name: string }[]>`select oid::regprocedure::text as name from pg_proc
      where pronamespace in ('public'::regnamespace, 'platform'::regnamespace, 'private'::regnamespace)
        and not coalesce(proconfig, '{}') @> array['search_path=""']`
    expect(await names(found)).toEqual([])
  })

  test('is a function of ours in an exposed schema, or one that everyone or anon may execute', async () => {
    const exposed = sql<{ name: string }[]>`select oid::regprocedure::text as name from pg_proc
      where pronamespace = 'public'::regnamespace`
    expect(await names(exposed)).toEqual([])
    const open = sql<{ name: string }[]>`select oid::regprocedure::text as name from pg_proc
      where pronamespace in ('private'::regnamespace, 'platform'::regnamespace) and has_function_privilege('anon', oid, 'execute')`
    expect(await names(open)).toEqual([])
  })

  test('can be reached by anon at all', async () => {
    const found = sql<{ name: string }[]>`select nspname as name from pg_namespace
      where nspname in ('public', 'platform', 'private') and has_schema_privilege('anon', oid, 'usage, create')`
    expect(await names(found)).toEqual([])
    const tables = sql<{ name: string }[]>`select oid::regclass::text as name from pg_class
      where relkind in ('r', 'p', 'v', 'S') and relnamespace in ('public'::regnamespace, 'platform'::regnamespace)
        and has_table_privilege('anon', oid, 'select, insert, update, delete, truncate, references, trigger')`
    expect(await names(tables)).toEqual([])
  })

  test('belongs to the app’s own login, which holds no right but to become one of three roles', async () => {
    const [role] =
      await sql`select rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'sovereign_app'`
    expect(Object.values(role ?? {})).toEqual(Array(5).fill(false))
    const found = sql<{ name: string }[]>`select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace in ('public'::regnamespace, 'platform'::regnamespace)
        and (relowner = 'sovereign_app'::regrole or relacl::text ~ 'sovereign_app')`
    expect(await names(found)).toEqual([])
    const roles = sql<
      { name: string }[]
    >`select roleid::regrole::text as name from pg_auth_members where member = 'sovereign_app'::regrole order by 1`
    expect(await names(roles)).toEqual(['authenticated', 'service_role', 'workspace_agent'])
  })
})

test('a table added without thought is unreachable', async () => {
  await sql
    .begin(async (trx) => {
      await trx`create table public.forgotten (id int primary key)`
      await trx`insert into public.forgotten values (1)`
      for (const role of ['anon', 'authenticated', 'service_role', 'workspace_agent'])
        expect([
          role,
          (await trx`select has_table_privilege(${role}, 'public.forgotten', 'select, insert') as may`)[0]?.may,
        ]).toEqual([role, false])
      await trx`create function private.forgotten() returns int language sql as 'select 1'`
      for (const role of ['anon', 'authenticated', 'workspace_agent'])
        expect([
          role,
          (await trx`select has_function_privilege(${role}, 'private.forgotten()', 'execute') as may`)[0]?.may,
        ]).toEqual([role, false])
      throw new Error('undo')
    })
    .catch((error: Error) => expect(error.message).toBe('undo'))
})
