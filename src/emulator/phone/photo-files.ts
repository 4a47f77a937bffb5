/** A picture ready to be sent: its bytes are JPEG or PNG of at most 10 MB, as the platform takes them. */
export interface Photo {
  name: string
  blob: Blob
  /** Object URL of the blob, for showing. */
  url: string
}

/** What the file dialog opens, in words: a phone's own album or a computer's folders. */
export const source = matchMedia('(pointer: coarse)').matches ? 'ownPhotos' : 'files'

const LARGEST = 10 * 1024 * 1024
const LONGEST_SIDE = 4096

/** A chosen file; bytes the platform takes stay as they are (the day a picture was taken is in them). Null when it cannot be read. */
export async function photoOfFile(file: File): Promise<Photo | null> {
  const fits = /^image\/(jpeg|png)$/.test(file.type) && file.size <= LARGEST
  const blob = fits ? file : await asJpeg(file)
  return (
    blob && {
      name: fits ? file.name : file.name.replace(/\.[^.]*$/, '') + '.jpg',
      blob,
      url: URL.createObjectURL(blob),
    }
  )
}

async function asJpeg(file: File): Promise<Blob | null> {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    return null
  }
  for (let side = LONGEST_SIDE; side >= 1024; side /= 2) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await jpegOf(canvas)
    if (blob.size <= LARGEST) return blob
  }
  return null
}

export const jpegOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('canvas.toBlob gave nothing'))),
      'image/jpeg',
      0.88,
    ),
  )

export const base64Of = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(blob)
  })
