/**
 * The port every workflow engine is driven through. Adapters: lib/providers/n8n (`n8n-api`), later the sidecar.
 * No call throws for anything an engine or the network does: the answer is always an EngineResult.
 */

export type EngineErrorKind =
  | 'refused'
  | 'not_found'
  | 'auth'
  | 'conflict'
  | 'invalid'
  | 'unreachable'
  | 'timeout'
  | 'rate_limited'
  | 'circuit_open'
  | 'contract'

export type EngineError = {
  kind: EngineErrorKind
  /** HTTP status, when the engine answered at all. */
  status?: number
  /** The engine's own words, or ours when it said nothing; safe to store, not to show verbatim in a 5xx. */
  message: string
  /** System or library error code (ECONNREFUSED, UND_ERR_SOCKET), when there is one. */
  code?: string
  retryAfterSeconds?: number
  details?: Record<string, unknown>
}

export type EngineResult<T> = { ok: true; data: T } | { ok: false; error: EngineError }

/** Toggles are served before everything else; sync may only use what toggles leave over. */
export type EnginePriority = 'toggle' | 'sync'

export type EngineCall = {
  signal?: AbortSignal
  /** Milliseconds the whole call may take: waiting for a slot, every attempt and every page included. */
  budgetMs?: number
  priority?: EnginePriority
  workspaceId?: string
  campaignId?: string
  requestId?: string
}

export type EngineNode = {
  id?: string | undefined
  name: string
  type: string
  typeVersion?: number | undefined
  disabled?: boolean | undefined
  webhookId?: string | undefined
  parameters: Record<string, unknown>
  [key: string]: unknown
}

/** What may be sent to an engine; its other workflow fields are read-only there. */
export type WorkflowDefinition = {
  name: string
  nodes: EngineNode[]
  connections: Record<string, unknown>
  settings: Record<string, unknown>
}

export type EngineWorkflow = WorkflowDefinition & {
  id: string
  /** What the engine claims; not a proof that anything runs. */
  active: boolean
  archived: boolean
  versionId: string | null
  activeVersionId: string | null
  /** The nodes that run in production while they differ from the draft in `nodes`; null when they are the same. */
  publishedNodes: EngineNode[] | null
  triggerCount: number | null
  createdAt: string
  /** Does not move when a workflow is only switched on or off. */
  updatedAt: string
}

export type ExecutionStatus = 'canceled' | 'crashed' | 'error' | 'new' | 'running' | 'success' | 'unknown' | 'waiting'

export type EngineExecution = {
  /** Numeric string, rising with time. */
  id: string
  workflowId: string
  status: ExecutionStatus
  mode: string
  startedAt: string | null
  stoppedAt: string | null
}

export type ExecutionsQuery = {
  workflowId?: string
  status?: ExecutionStatus
  /** Most rows to return, newest first (default 250). */
  limit?: number
  cursor?: string
  /** Stop at this id (exclusive): the newest one already known. */
  untilId?: string
  /** Also ask for running ones, which engines leave out of the normal list (one call more). */
  includeRunning?: boolean
}

export type ExecutionPage = {
  executions: EngineExecution[]
  /** Set while older rows above `untilId` remain: go on with it before moving the known id. */
  nextCursor: string | null
}

export type WebhookTarget = {
  /** Path below the engine's webhook root, without a leading slash, or a full URL. */
  path: string
  method: string
}

/** `unknown` means the probe could not tell; it is never a proof of either. */
export type ProbeState = 'live' | 'not_registered' | 'unknown'

export type ProbeReport = { state: ProbeState; status: number; message?: string; latencyMs: number }

/** What a production webhook answered; `body` is its JSON, or its text when it is none. */
export type TriggerReport = { status: number; body: unknown }

export type PublicationState =
  | 'published'
  | 'partial'
  | 'in_progress'
  | 'failed'
  | 'not_published'
  /** The engine has no publication service, or we hold no session for it. */
  | 'unsupported'

export type PublicationReport = {
  state: PublicationState
  triggers: { nodeId: string; status: string; errorMessage: string | null }[]
}

export type WorkflowEngine = {
  readonly engineId: string
  readonly adapter: 'n8n-api' | 'sidecar'
  /** Every workflow, archived ones too, each id once. Answered from a cache of at most 60 s unless `fresh`. */
  list(call?: EngineCall & { fresh?: boolean }): Promise<EngineResult<EngineWorkflow[]>>
  get(id: string, call?: EngineCall): Promise<EngineResult<EngineWorkflow>>
  /** Safe to repeat. Serialised with every other change of the same workflow in this process. */
  activate(id: string, call?: EngineCall): Promise<EngineResult<EngineWorkflow>>
  deactivate(id: string, call?: EngineCall): Promise<EngineResult<EngineWorkflow>>
  /** Leaves exactly one workflow of that name: found by name first, and again after a silent failure. */
  create(definition: WorkflowDefinition, call?: EngineCall): Promise<EngineResult<EngineWorkflow>>
  update(id: string, definition: WorkflowDefinition, call?: EngineCall): Promise<EngineResult<EngineWorkflow>>
  /** Switches it off, then deletes it; already gone counts as done. */
  remove(id: string, call?: EngineCall): Promise<EngineResult<{ id: string }>>
  executions(query: ExecutionsQuery, call?: EngineCall): Promise<EngineResult<ExecutionPage>>
  stop(executionId: string, call?: EngineCall): Promise<EngineResult<{ id: string }>>
  /** Asks whether a production webhook would answer, without starting the workflow. */
  probe(target: WebhookTarget, call?: EngineCall): Promise<EngineResult<ProbeReport>>
  /** Starts the workflow through one of its production webhooks. Never repeated: a second call is a second run. */
  trigger(target: WebhookTarget, payload: unknown, call?: EngineCall): Promise<EngineResult<TriggerReport>>
  publicationStatus(id: string, call?: EngineCall): Promise<EngineResult<PublicationReport>>
  /** Is the engine's process up. */
  health(call?: EngineCall): Promise<EngineResult<{ latencyMs: number }>>
  /** Forgets the cached list, e.g. after a push said that something changed. */
  invalidate(): void
  /** `open` while the engine is given a rest after repeated failures: calls end as `circuit_open` without being sent. */
  circuit(): 'closed' | 'open' | 'half_open'
  /** Drops its connections; calls under way fail. */
  close(): Promise<void>
}
