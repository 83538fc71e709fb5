import { z } from 'zod'
import type { EngineExecution, EngineWorkflow, PublicationReport, WorkflowDefinition } from '@/lib/engines/port'

/** n8n's answers as far as we rely on them; more fields are fine, missing ones are a broken contract. */

const Node = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  type: z.string(),
  typeVersion: z.number().optional(),
  disabled: z.boolean().optional(),
  webhookId: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
})

export const Workflow = z
  .looseObject({
    id: z.string().min(1),
    name: z.string(),
    active: z.boolean(),
    isArchived: z.boolean().optional(),
    versionId: z.string().nullish(),
    activeVersionId: z.string().nullish(),
    activeVersion: z.looseObject({ nodes: z.array(Node).optional() }).nullish(),
    triggerCount: z.number().nullish(),
    nodes: z.array(Node),
    connections: z.record(z.string(), z.unknown()),
    settings: z.record(z.string(), z.unknown()).nullish(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .transform(
    (row): EngineWorkflow => ({
      id: row.id,
      name: row.name,
      active: row.active,
      archived: row.isArchived ?? false,
      versionId: row.versionId ?? null,
      activeVersionId: row.activeVersionId ?? null,
      publishedNodes: row.activeVersionId === row.versionId ? null : (row.activeVersion?.nodes ?? null),
      triggerCount: row.triggerCount ?? null,
      nodes: row.nodes,
      connections: row.connections,
      settings: row.settings ?? {},
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    }),
  )

const Execution = z
  .looseObject({
    id: z.union([z.string().regex(/^\d+$/), z.number().int()]),
    workflowId: z.string(),
    status: z.enum(['canceled', 'crashed', 'error', 'new', 'running', 'success', 'unknown', 'waiting']),
    mode: z.string(),
    startedAt: z.string().nullish(),
    stoppedAt: z.string().nullish(),
  })
  .transform(
    (row): EngineExecution => ({
      id: String(row.id),
      workflowId: row.workflowId,
      status: row.status,
      mode: row.mode,
      startedAt: row.startedAt ?? null,
      stoppedAt: row.stoppedAt ?? null,
    }),
  )

const page = <T extends z.ZodType>(row: T) => z.looseObject({ data: z.array(row), nextCursor: z.string().nullish() })

export const WorkflowPage = page(Workflow)
export const ExecutionsPage = page(Execution)
export const Stopped = z.looseObject({ status: z.string() })
export const Health = z.looseObject({ status: z.literal('ok') })
export const Anything = z.unknown()

export const PublicationStatus = z
  .looseObject({
    data: z.looseObject({
      status: z.enum(['published', 'partial', 'in_progress', 'failed', 'not_published']),
      triggers: z
        .array(z.looseObject({ nodeId: z.string(), status: z.string(), errorMessage: z.string().nullish() }))
        .default([]),
    }),
  })
  .transform(
    ({ data }): PublicationReport => ({
      state: data.status,
      triggers: data.triggers.map(({ nodeId, status, errorMessage }) => ({
        nodeId,
        status,
        errorMessage: errorMessage ?? null,
      })),
    }),
  )

export const ErrorBody = z.looseObject({ message: z.string() })

/** n8n refuses any workflow key beyond these on create and update. */
export const writable = ({ name, nodes, connections, settings }: WorkflowDefinition): WorkflowDefinition => ({
  name,
  nodes,
  connections,
  settings,
})
