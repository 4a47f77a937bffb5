/** What arrives while something is read again may be newer than what is read: it is put once more afterwards. */
const readings = new Set<(() => void)[]>()

export function arrived(put: () => void): void {
  put()
  for (const late of readings) late.push(put)
}

export async function reading(read: () => Promise<void>): Promise<void> {
  const late: (() => void)[] = []
  readings.add(late)
  await read().finally(() => readings.delete(late))
  for (const put of late) put()
}
