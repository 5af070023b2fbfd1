import { useEffect, useState } from 'react'
import { limits } from '../../../shared/limits.ts'
import type { Drawing } from '../qr.ts'

interface Props {
  /** What the QR says, or null: then a plain frame stands for it. */
  text: string | null
  label: string
}

/** Drawn here, never fetched as a picture; what draws it is loaded when first needed, and again after an outage. */
export function QrCode({ text, label }: Props) {
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  useEffect(() => {
    if (text === null) return
    let timer: ReturnType<typeof setTimeout>
    let isStale = false
    const draw = () =>
      import('../qr.ts')
        .then(({ drawQr }) => !isStale && setDrawing(drawQr(text)))
        .catch(() => (timer = setTimeout(draw, limits.pollWithoutStream)))
    void draw()
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [text])
  if (!drawing) return <div className="shimmer" />
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={drawing.path} />
    </svg>
  )
}
