/**
 * The closed list of machine codes, each with its HTTP status and the sentence a person reads when the thrower has
 * nothing better to say. A code exists only if a client branches on it (spec 02 §14).
 */
const CATALOGUE = {
  UNAUTHORIZED: [401, 'Sign in to continue.'],
  TOKEN_EXPIRED: [401, 'Your session has expired. Sign in again.'],
  WEBHOOK_SIGNATURE_INVALID: [401, 'The signature, timestamp or key of this delivery is not valid.'],
  INVALID_CREDENTIALS: [401, 'Email or password is not correct.'],
  FORBIDDEN: [403, 'You do not have permission to do this.'],
  WORKSPACE_FROZEN: [403, 'This workspace is frozen. Nothing can be changed until it is released.'],
  ORIGIN_MISMATCH: [403, 'This request did not come from the application. Reload the page and try again.'],
  INVALID_INPUT: [400, 'Some of the values are not valid.'],
  MISSING_WORKSPACE_ID: [400, 'Choose a workspace first.'],
  WORKSPACE_MISMATCH: [400, 'The workspace in the body is not the workspace of this key.'],
  INVALID_TIMESTAMP: [400, 'The timestamp is too far in the future.'],
  EVENT_TOO_OLD: [400, 'This happened more than two years ago, longer than events are kept.'],
  INVALID_CURSOR: [400, 'This page link is no longer valid. Start from the first page.'],
  INVALID_TIMEZONE: [400, 'This is not a known time zone.'],
  INVALID_CAMPAIGN_NAME: [400, 'A campaign name has 1 to 100 characters.'],
  INVALID_DAILY_LIMIT: [400, 'The daily limit is a whole number from 1 to 500.'],
  USE_TOGGLE: [400, 'Use the switch to start or pause a campaign.'],
  CAMPAIGN_NOT_LINKED: [400, 'Campaign not linked to workflow'],
  INVALID_DATE_RANGE: [400, 'The start must not be after the end, nor the range longer than allowed.'],
  IDEMPOTENCY_KEY_REQUIRED: [400, 'This request needs an Idempotency-Key header.'],
  IDEMPOTENCY_KEY_REUSED: [400, 'This Idempotency-Key was already used for another request.'],
  NOT_FOUND: [404, 'There is nothing here.'],
  WORKSPACE_NOT_FOUND: [404, 'Workspace not found'],
  CAMPAIGN_NOT_FOUND: [404, 'Campaign not found'],
  CONTACT_NOT_FOUND: [404, 'Contact not found'],
  ENGINE_NOT_FOUND: [404, 'Workflow engine not found'],
  SYNC_FAILURE_NOT_FOUND: [404, 'Sync failure not found'],
  METHOD_NOT_ALLOWED: [405, 'This method is not allowed here.'],
  PAYLOAD_TOO_LARGE: [413, 'The request is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Send JSON with Content-Type: application/json.'],
  VERSION_CONFLICT: [409, 'Someone else changed this campaign. Reload to see the current state.'],
  CAMPAIGN_BUSY: [409, 'This campaign is being changed right now. Try again in a second.'],
  CAMPAIGN_ALREADY_ACTIVE: [409, 'Pause the campaign first.'],
  CAMPAIGN_NAME_TAKEN: [409, 'Another campaign already has this name.'],
  CAMPAIGN_LIMIT: [409, 'This workspace has reached its number of campaigns.'],
  INVALID_TRANSITION: [409, 'The campaign cannot go from its present state to that one.'],
  UNDO_EXPIRED: [409, 'It is too late to undo this. Use the switch instead.'],
  DUPLICATE_EXECUTION: [409, 'Campaign execution already in progress with this ID'],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The first request with this key is still running.'],
  IN_PROGRESS: [409, 'This delivery is already being processed.'],
  CONFLICT: [409, 'This conflicts with something that already exists.'],
  RATE_LIMIT_EXCEEDED: [429, 'Too many requests. Wait a moment and try again.'],
  API_RATE_LIMIT: [429, 'This workspace has sent too many requests. Wait a moment and try again.'],
  INTERNAL_SERVER_ERROR: [500, 'Something went wrong on our side. The request id helps us to find it.'],
  N8N_API_ERROR: [502, 'The workflow engine refused the change.'],
  WORKFLOW_NOT_FOUND: [502, 'The workflow no longer exists in the engine.'],
  WORKFLOW_CONFLICT: [502, 'Another active workflow already uses the same webhook path.'],
  WORKFLOW_VALIDATION_FAILED: [502, 'The engine cannot start this workflow as it is built.'],
  ENGINE_AUTH_FAILED: [502, 'The workflow engine does not accept our key. An administrator has been told.'],
  DATABASE_UNAVAILABLE: [503, 'The database is busy. Try again in a few seconds.'],
  REDIS_CONNECTION_ERROR: [503, 'Live updates are not available right now.'],
  CONTROL_PLANE_UNAVAILABLE: [503, 'The control plane cannot be reached. Work resumes by itself.'],
  ENGINE_CIRCUIT_OPEN: [503, 'The workflow engine has failed several times. It is tried again shortly.'],
  ENGINE_TIMEOUT: [504, 'Workflow engine timeout'],
  GATEWAY_TIMEOUT: [504, 'This took too long and was stopped. Try again.'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof CATALOGUE
export const ERROR_CODES = Object.keys(CATALOGUE) as ErrorCode[]
export const statusOf = (code: ErrorCode): number => CATALOGUE[code][0]
export const sentenceOf = (code: ErrorCode): string => CATALOGUE[code][1]
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(CATALOGUE, text)

type AppErrorOptions = {
  details?: Record<string, unknown>
  cause?: unknown
  /** Sent as `Retry-After`, whole seconds. */
  retryAfterSeconds?: number
}

/** The one error that domain code throws. The transport maps it once; `message` is shown to a person. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly details: Record<string, unknown> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message?: string, options: AppErrorOptions = {}) {
    super(message ?? sentenceOf(code), { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = statusOf(code)
    this.details = options.details
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
