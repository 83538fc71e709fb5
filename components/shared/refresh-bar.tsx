/** A thin line under the header while what is on screen is read again, from 400 ms on. */
export function RefreshBar({ isBusy }: { isBusy: boolean }) {
  if (!isBusy) return null
  return (
    <div className="sticky top-0 z-20 h-0" role="progressbar" aria-label="Refreshing">
      <div className="h-0.5 animate-[appear_120ms_ease-out_400ms_both] overflow-hidden bg-primary-subtle">
        <div className="h-full w-1/3 animate-[refresh_1.2s_ease-in-out_infinite] bg-primary" />
      </div>
    </div>
  )
}
