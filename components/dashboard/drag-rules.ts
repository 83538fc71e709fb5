import { type CollisionDetection, closestCenter, type KeyboardCoordinateGetter, pointerWithin } from '@dnd-kit/core'

/**
 * What a dragged card is over. The card is smaller than what it stands for, so its middle says little: by pointer it is where
 * the pointer is, by keyboard the widget at whose corner the keys have put it.
 */
export const whereItIs: CollisionDetection = (drag) => {
  if (drag.pointerCoordinates) {
    const within = pointerWithin(drag)
    return within.length > 0 ? within : closestCenter(drag)
  }
  const { left, top } = drag.collisionRect
  return drag.droppableContainers
    .flatMap((droppableContainer) => {
      const rect = drag.droppableRects.get(droppableContainer.id)
      const value = rect && Math.hypot(rect.left - left, rect.top - top)
      return value === undefined ? [] : [{ id: droppableContainer.id, data: { droppableContainer, value } }]
    })
    .sort((a, b) => a.data.value - b.data.value)
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }

/** Arrow keys go from place to place in the order of the page, whatever lies beside what. */
export const placeByPlace: KeyboardCoordinateGetter = (event, { context: { active, over, droppableRects } }) => {
  const step = STEPS[event.code]
  if (!step || !active) return undefined
  event.preventDefault()
  const { sortable } = active.data.current as { sortable: { items: string[] } }
  const at = sortable.items.indexOf(String(over?.id ?? active.id))
  const rect = droppableRects.get(sortable.items[at + step] ?? '')
  return rect && { x: rect.left, y: rect.top }
}
