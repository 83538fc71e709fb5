import { hash } from '@node-rs/argon2'
import type { Sql, TransactionSql } from 'postgres'
import type { StackUser } from '../state'
import { seedId } from './ids'

export const workspaces = [
  { id: seedId('acme'), slug: 'acme', name: 'Acme', plan: 'pro' },
  { id: seedId('globex'), slug: 'globex', name: 'Globex', plan: 'starter' },
] as const
export type SeedWorkspace = (typeof workspaces)[number]

type SeedUser = { id: string; email: string; name: string; workspace: SeedWorkspace | null; role: StackUser['role'] }

const person = (email: string, name: string, workspace: SeedWorkspace | null, role: StackUser['role']): SeedUser => ({
  id: seedId('user', email),
  email,
  name,
  workspace,
  role,
})

const [acme, globex] = workspaces
export const superAdmin = person('super@sovereign.example.com', 'Sasha Reed', null, 'super_admin')
const people: SeedUser[] = [
  person('owner@acme.example.com', 'Olivia Park', acme, 'owner'),
  person('admin@acme.example.com', 'Adam Novak', acme, 'admin'),
  person('member@acme.example.com', 'Mia Santos', acme, 'member'),
  person('viewer@acme.example.com', 'Victor Lind', acme, 'viewer'),
  person('owner@globex.example.com', 'Greta Hoffmann', globex, 'owner'),
  superAdmin,
]

export const ownerOf = (workspace: SeedWorkspace): string =>
  people.find((user) => user.workspace === workspace && user.role === 'owner')?.id ?? superAdmin.id

/** The seeded logins, as the state file and the sign-in page name them. */
export const stackUsers = (password: string): StackUser[] =>
  people.map(({ email, workspace, role }) => ({
    email,
    password,
    workspace_slug: workspace?.slug ?? null,
    workspace_id: workspace?.id ?? null,
    role,
  }))

/** Workspaces, accounts and memberships. What exists is left alone: a person's change outlives the next `up`. */
export const seedPeople = async (sql: Sql, password: string): Promise<void> => {
  for (const workspace of workspaces) {
    const { id, slug, name, plan } = workspace
    await sql`insert into workspaces (id, slug, name, plan, owner_id, onboarding_complete)
      values (${id}, ${slug}, ${name}, ${plan}, ${ownerOf(workspace)}, true) on conflict do nothing`
  }
  const known = await sql<{ user_id: string }[]>`select user_id from platform.local_users`
  for (const user of people.filter(({ id }) => !known.some(({ user_id }) => user_id === id))) {
    const password_hash = await hash(password)
    await sql.begin((trx) => createUser(trx, user, password_hash))
  }
}

const createUser = async (
  trx: TransactionSql,
  { id, email, name, workspace, role }: SeedUser,
  passwordHash: string,
) => {
  await trx`insert into platform.local_users (user_id, email, name, password_hash)
    values (${id}, ${email}, ${name}, ${passwordHash}) on conflict do nothing`
  await trx`insert into user_settings (user_id, email, name) values (${id}, ${email}, ${name}) on conflict do nothing`
  if (!workspace) return
  await trx`insert into workspace_members (workspace_id, user_id, role, email, name)
    values (${workspace.id}, ${id}, ${role}, ${email}, ${name}) on conflict do nothing`
}
