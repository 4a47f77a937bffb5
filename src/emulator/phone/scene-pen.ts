/** A small box of shapes for the sample photos; coordinates are those of a 1280 × 960 picture. */
export type Pen = CanvasRenderingContext2D

const SKINS = ['#f2c9a5', '#e8b48c', '#f6d5b8', '#dca57c']
const HAIRS = ['#2d2a32', '#3b302a', '#4a3a33', '#23242a', '#5b4636']

export function wash(pen: Pen, top: string, bottom: string, from = 0, to = 960): void {
  const gradient = pen.createLinearGradient(0, from, 0, to)
  gradient.addColorStop(0, top)
  gradient.addColorStop(1, bottom)
  pen.fillStyle = gradient
  pen.fillRect(0, from, 1280, to - from)
}

export function glow(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  const gradient = pen.createRadialGradient(x, y, 0, x, y, radius)
  gradient.addColorStop(0, colour)
  gradient.addColorStop(1, 'rgb(255 255 255 / 0)')
  pen.fillStyle = gradient
  pen.fillRect(x - radius, y - radius, radius * 2, radius * 2)
}

export function disc(pen: Pen, x: number, y: number, radius: number, colour: string, squash = 1): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.ellipse(x, y, radius, radius * squash, 0, 0, Math.PI * 2)
  pen.fill()
}

export function block(pen: Pen, x: number, y: number, width: number, height: number, colour: string, round = 0): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.roundRect(x, y, width, height, round)
  pen.fill()
}

export function stroke(pen: Pen, colour: string, width: number, ...points: [number, number][]): void {
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.beginPath()
  points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  pen.stroke()
}

export function shape(pen: Pen, colour: string, ...points: [number, number][]): void {
  pen.fillStyle = colour
  pen.beginPath()
  points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  pen.fill()
}

/** Rolling ground from `y` down; `swing` is how high it rolls, `phase` where. */
export function hills(pen: Pen, y: number, swing: number, phase: number, colour: string): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.moveTo(0, 960)
  for (let x = 0; x <= 1280; x += 16)
    pen.lineTo(x, y + Math.sin(x / 210 + phase) * swing + Math.sin(x / 87 + phase * 2) * swing * 0.3)
  pen.lineTo(1280, 960)
  pen.fill()
}

/** Somebody without a face; `size` is head to hip, `look` picks skin and hair. */
export function person(pen: Pen, x: number, y: number, size: number, shirt: string, look: number): void {
  const head = size * 0.2
  block(pen, x - size * 0.27, y + size * 0.3, size * 0.54, size * 0.9, shirt, size * 0.22)
  block(pen, x - head * 0.36, y + head * 0.6, head * 0.72, head * 1.1, SKINS[look % SKINS.length]!, head * 0.3)
  disc(pen, x, y, head * 1.06, HAIRS[look % HAIRS.length]!)
  if (look % 2) block(pen, x - head * 1.04, y, head * 2.08, head * 1.5, HAIRS[look % HAIRS.length]!, head * 0.5)
  disc(pen, x, y + head * 0.22, head * 0.86, SKINS[look % SKINS.length]!)
  pen.fillStyle = HAIRS[look % HAIRS.length]!
  pen.beginPath()
  pen.ellipse(x, y - head * 0.2, head * 0.98, head * 0.72, look % 3 ? 0.12 : -0.1, Math.PI, Math.PI * 2)
  pen.fill()
}

/** Seen from behind. */
export function listener(pen: Pen, x: number, y: number, size: number, shirt: string, look: number): void {
  block(pen, x - size * 0.34, y + size * 0.26, size * 0.68, size, shirt, size * 0.26)
  disc(pen, x, y, size * 0.24, HAIRS[look % HAIRS.length]!, 1.12)
}

export function tree(pen: Pen, x: number, y: number, size: number, colour: string): void {
  block(pen, x - size * 0.05, y - size * 0.5, size * 0.1, size * 0.5, '#7a5a43', size * 0.03)
  disc(pen, x, y - size * 0.75, size * 0.34, colour)
  disc(pen, x - size * 0.2, y - size * 0.58, size * 0.24, colour)
  disc(pen, x + size * 0.2, y - size * 0.56, size * 0.26, colour)
  disc(pen, x - size * 0.08, y - size * 0.84, size * 0.18, 'rgb(255 255 255 / 0.14)')
}

export function letters(pen: Pen, text: string, x: number, y: number, size: number, colour: string): void {
  pen.fillStyle = colour
  pen.font = `600 ${size}px "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif`
  pen.textAlign = 'center'
  pen.fillText(text, x, y)
  pen.textAlign = 'start'
}

/** A little noise and darker corners, so that it looks taken and not drawn. */
export function grain(pen: Pen): void {
  const { width, height } = pen.canvas
  const corners = pen.createRadialGradient(width / 2, height / 2, height * 0.45, width / 2, height / 2, height * 0.95)
  corners.addColorStop(0, 'rgb(0 0 0 / 0)')
  corners.addColorStop(1, 'rgb(20 10 0 / 0.2)')
  pen.fillStyle = corners
  pen.fillRect(0, 0, width, height)
  const picture = pen.getImageData(0, 0, width, height)
  let seed = 7
  for (let i = 0; i < picture.data.length; i += 4) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    const noise = ((seed >> 16) % 9) - 4
    for (let channel = 0; channel < 3; channel += 1) picture.data[i + channel]! += noise
  }
  pen.putImageData(picture, 0, 0)
}

const CLOTHES = ['#e07a5f', '#3d8c84', '#f2b84b', '#5b7fb9', '#b56576', '#6d9f71', '#8d7bb8', '#d9a05b']
/** Colours that go together, for clothes, books and flowers. */
export const cloth = (index: number): string => CLOTHES[index % CLOTHES.length]!
