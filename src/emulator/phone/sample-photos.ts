import { jpegOf, type Photo } from './photo-files'
import { grain, type Pen } from './scene-pen'
import { indoors } from './scenes-indoors'
import { outdoors } from './scenes-outdoors'

const WIDTH = 1280
const HEIGHT = 960

let painted: Promise<Photo[]> | undefined

/** Twelve painted pictures of activities, for a newcomer without photos at hand. Painted once, on first use. */
export const samplePhotos = (): Promise<Photo[]> => (painted ??= paintAll())

async function paintAll(): Promise<Photo[]> {
  const photos: Photo[] = []
  for (const [caption, paint] of Object.entries({ ...indoors, ...outdoors })) {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = HEIGHT
    const pen = canvas.getContext('2d', { willReadFrequently: true })!
    paint(pen)
    sign(pen, caption)
    grain(pen)
    const blob = await jpegOf(canvas)
    photos.push({ name: `${caption}.jpg`, blob, url: URL.createObjectURL(blob) })
    await new Promise((resume) => setTimeout(resume))
  }
  return photos
}

function sign(pen: Pen, caption: string): void {
  const shade = pen.createLinearGradient(0, HEIGHT - 190, 0, HEIGHT)
  shade.addColorStop(0, 'rgb(0 0 0 / 0)')
  shade.addColorStop(1, 'rgb(0 0 0 / 0.42)')
  pen.fillStyle = shade
  pen.fillRect(0, HEIGHT - 190, WIDTH, 190)
  pen.fillStyle = '#fff'
  pen.font = '600 60px "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
  // Within the middle square: the album crops to it.
  pen.fillText(caption, 208, HEIGHT - 52)
}
