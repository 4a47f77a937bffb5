/** Rows that can be gone through as often as one likes, however many there are: an array, or what lies on the disk. */
export interface Rows<T> extends Iterable<T> {
  readonly length: number
}

/** What is made of each of these rows, anew every time somebody goes through them. */
export const each = <T, U>(rows: Iterable<T>, make: (row: T) => U): Iterable<U> => ({
  *[Symbol.iterator]() {
    for (const row of rows) yield make(row)
  },
})

/** Rows that `made` gives, so many of them. */
export const rowsFrom = <T>(length: number, made: () => Iterable<T>): Rows<T> => ({
  length,
  [Symbol.iterator]: () => made()[Symbol.iterator](),
})
