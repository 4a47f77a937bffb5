/** As many of a list a page as it has bytes of UTF-8 for, one at least; `textOf` is what is shown of each. */
export function pagesOf<T>(all: T[], textOf: (one: T) => string, most: number): T[][] {
  const pages: T[][] = [[]]
  let left = most
  for (const each of all) {
    // A comma or the end of a line goes with it.
    const size = Buffer.byteLength(textOf(each)) + 3
    left -= size
    if (left < 0 && pages.at(-1)!.length > 0) {
      pages.push([])
      left = most - size
    }
    pages.at(-1)!.push(each)
  }
  return pages
}
