import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context } from 'koa'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** A file of the phone page; paths that name none are pages of its own and get `index.html`. */
export async function servePage(ctx: Context, folder: string | undefined): Promise<void> {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return ctx.throw(404)
  const wanted = folder && join(folder, normalize(decodeURIComponent(ctx.path)))
  const inside = wanted?.startsWith(join(folder!, sep))
  const index = folder && join(folder, 'index.html')
  const file = inside && (await isFile(wanted!)) ? wanted! : extname(ctx.path) === '' ? index : undefined
  if (!file || !(await isFile(file))) return ctx.throw(404)
  ctx.set('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
  ctx.set('cache-control', file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
  ctx.body = createReadStream(file)
}
