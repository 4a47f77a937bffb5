import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rowsFrom, type Rows } from './rows.js'

const BLOCK = 1 << 18

/**
 * Rows that are put aside on the disk and read again by group, in their order: in memory is where each of them stands, some ten bytes a row. The
 * file has no name while it is used, so that nothing of it is left behind however the process ends.
 */
export class Spool<T, Group> {
  #file = namelessFile()
  #block = Buffer.allocUnsafe(BLOCK)
  #filled = 0
  #order: number[] = []
  /** Where each row begins, and the last ends. */
  #at: number[] = [0]
  #group: number[] = []
  readonly #groups: Group[] = []
  readonly #groupsKnown = new Map<string, number>()
  #sorted = false

  /** `order`: a row with a smaller one comes first; of the same, the one that was added first. */
  add(row: T, group: Group, order = 0): void {
    const line = Buffer.from(JSON.stringify(row))
    this.#order.push(order)
    this.#group.push(this.#numberOf(group))
    this.#append(line)
  }

  /** Those of the groups that pass the test: whole after the last was added. They can be read until `close`. */
  rows(test: (group: Group) => boolean = () => true): Rows<T> {
    this.#sort()
    const wanted = this.#groups.map(test)
    const length = this.#group.reduce((sum, group) => sum + (wanted[group] ? 1 : 0), 0)
    return rowsFrom(length, () => this.#read((row) => wanted[this.#group[row] ?? -1] ?? false))
  }

  close(): void {
    closeSync(this.#file)
  }

  #numberOf(group: Group): number {
    const key = JSON.stringify(group)
    const known = this.#groupsKnown.get(key)
    if (known !== undefined) return known
    this.#groupsKnown.set(key, this.#groups.length)
    return this.#groups.push(group) - 1
  }

  #append(line: Uint8Array): void {
    if (this.#filled + line.length > BLOCK) this.#flush()
    if (line.length > BLOCK) writeSync(this.#file, line)
    else this.#filled += Buffer.from(line.buffer, line.byteOffset, line.length).copy(this.#block, this.#filled)
    this.#at.push((this.#at.at(-1) ?? 0) + line.length)
  }

  #flush(): void {
    writeSync(this.#file, this.#block, 0, this.#filled)
    this.#filled = 0
  }

  /** Writes the rows anew, so that they are read from the beginning to the end whatever was asked for. */
  #sort(): void {
    this.#flush()
    if (this.#sorted) return
    this.#sorted = true
    const place = this.#order
    this.#order = []
    const order = Uint32Array.from(place.keys()).sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0) || a - b)
    if (order.every((row, i) => row === i)) return
    const [file, at, group] = [this.#file, this.#at, this.#group]
    this.#file = namelessFile()
    ;[this.#at, this.#group] = [[0], []]
    for (const row of order) {
      const from = at[row] ?? 0
      const line = Buffer.allocUnsafe((at[row + 1] ?? 0) - from)
      readSync(file, line, 0, line.length, from)
      this.#group.push(group[row] ?? 0)
      this.#append(line)
    }
    this.#flush()
    closeSync(file)
  }

  *#read(wanted: (row: number) => boolean): Generator<T> {
    let block = Buffer.allocUnsafe(BLOCK)
    let [from, to] = [0, 0]
    for (let row = 0; row < this.#group.length; row++) {
      if (!wanted(row)) continue
      const at = this.#at[row] ?? 0
      const length = (this.#at[row + 1] ?? 0) - at
      if (at + length > to) {
        if (length > block.length) block = Buffer.allocUnsafe(length)
        from = at
        to = at + readSync(this.#file, block, 0, block.length, at)
      }
      yield JSON.parse(block.toString('utf8', at - from, at - from + length)) as T
    }
  }
}

/** To be read by the service's own user alone: rows are names and numbers of people. */
function namelessFile(): number {
  const path = join(tmpdir(), `jianbao-${randomUUID()}.tmp`)
  const file = openSync(path, 'wx+', 0o600)
  rmSync(path)
  return file
}
