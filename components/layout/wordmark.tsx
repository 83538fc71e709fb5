/** The mark: a ring that is closed by its own dot. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" className={className} aria-hidden="true">
      <path d="M17 10a7 7 0 1 1-3.2-5.88" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />
      <circle cx="16.2" cy="6.4" r="1.9" className="fill-primary" />
    </svg>
  )
}
