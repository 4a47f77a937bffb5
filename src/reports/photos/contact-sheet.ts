import type { Dataset, Photo } from '../dataset/dataset.js'
import type { ReadCopy } from './package.js'

export interface Shown {
  photo: Photo
  /** Its file in the package. */
  path: string
}

/**
 * A page that shows all photos small, by organisation and event. The small pictures are in it: it can be looked at without unpacking, or sent
 * alone.
 */
export async function* contactSheet({ choice }: Dataset, photos: Shown[], read: ReadCopy): AsyncGenerator<string> {
  yield `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>照片目录</title>
<style>
body { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 1.5rem; color: #222 }
h2 { border-bottom: 1px solid #ccc; font-size: 1.1rem; margin: 1.5rem 0 0.5rem }
section { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; width: 200px } img { max-width: 200px; max-height: 200px }
figcaption { font-size: 0.85rem } small { color: #666; word-break: break-all }
</style>
<h1>${escaped(choice.hub.name)} 照片目录</h1>
<p>共 ${photos.length} 张</p>
`
  const folders = new Map<string, Shown[]>()
  for (const shown of photos) {
    const folder = shown.path.slice(0, shown.path.lastIndexOf('/'))
    folders.set(folder, [...(folders.get(folder) ?? []), shown])
  }
  for (const [folder, inside] of folders) {
    yield `<h2>${escaped(folder.replace('/', ' · '))}</h2>\n<section>\n`
    for (const { photo, path } of inside) {
      const small = photo.thumbnail === null ? null : await read(photo.thumbnail)
      const picture = small
        ? `<img alt="" src="data:image/jpeg;base64,${Buffer.from(small).toString('base64')}">`
        : '<p>（没有缩略图）</p>'
      yield `<figure>${picture}<figcaption>${escaped(photo.caption ?? '（没有说明）')}<br><small>${escaped(path.slice(folder.length + 1))}</small></figcaption></figure>\n`
    }
    yield '</section>\n'
  }
  yield '</html>\n'
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
