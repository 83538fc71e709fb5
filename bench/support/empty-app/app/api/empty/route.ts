import { NativeWebhook } from '@/lib/webhooks/native-webhook'

let webhook: NativeWebhook | undefined

/** As little as a signed door can do: read, prove, parse, answer. */
export async function POST(request: Request): Promise<Response> {
  const raw = await request.text()
  webhook ??= new NativeWebhook(process.env.BENCH_SECRET ?? '')
  webhook.verify(raw, Object.fromEntries(request.headers))
  return Response.json({ data: { accepted: 1, duplicates: 0, rejected: [] }, error: null })
}
