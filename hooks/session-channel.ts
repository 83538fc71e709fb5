const NAME = 'sovereign-session'

/** Tells the other tabs that nobody is signed in any more. */
export function announceSignOut(): void {
  if (!('BroadcastChannel' in window)) return
  const channel = new BroadcastChannel(NAME)
  channel.postMessage('signed-out')
  channel.close()
}

/** Runs when another tab signed out. Returns how to stop listening. */
export function onSignedOutElsewhere(run: () => void): () => void {
  if (!('BroadcastChannel' in window)) return () => undefined
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = run
  return () => channel.close()
}
