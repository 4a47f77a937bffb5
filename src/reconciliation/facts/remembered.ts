/** More texts than a long report has; beyond it all are forgotten, so that a process that goes on does not fill up. */
const MOST = 20_000

/** A reader that keeps what it read of a text: dozens of rules ask for the counts of the same sentences. What it gives is not to be changed. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= MOST) known.clear()
    const value = read(text)
    known.set(text, value)
    return value
  }
}
