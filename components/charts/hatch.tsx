/** Slanted lines: a bucket that is still growing. */
export function Hatch({ id, color }: { id: string; color: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill={color} fillOpacity="0.12" />
      <line x1="0" y1="0" x2="0" y2="5" stroke={color} strokeWidth="2.5" strokeOpacity="0.6" />
    </pattern>
  )
}
