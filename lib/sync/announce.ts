import { asPlatform } from '@/lib/db/principals'
import { publish } from '@/lib/stream/publish'

/** Tells the open tabs of every workspace concerned which campaigns now have which version. */
export async function announceCampaigns(refs: { workspace_id: string; campaign_id: string }[]): Promise<void> {
  if (refs.length === 0) return
  const rows = await asPlatform('versions of synced campaigns')((trx) =>
    trx
      .selectFrom('campaigns')
      .select(['workspace_id', 'id', 'version'])
      .where(
        'id',
        'in',
        refs.map((ref) => ref.campaign_id),
      )
      .execute(),
  )
  for (const { workspace_id, id, version } of rows) publish(workspace_id, { type: 'campaign.changed', id, version })
}
