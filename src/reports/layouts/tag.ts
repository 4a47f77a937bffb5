import type { Photo } from '../dataset/dataset.js'

/** What a layout may say in one place: {项目名称}. */
export interface Tag<Of> {
  name: string
  /** For who makes a layout. */
  about: string
  /** Empty where there is nothing to say. */
  say(of: Of): string
}

/** A picture in a row of a loop; null where that row has none. */
export interface Picture<Row> {
  /** With its sign: `%照片`. */
  name: string
  of(row: Row): Photo | null
  /** Two stand side by side: each is half as wide as the page. */
  half?: boolean
}

/** What a layout may repeat: {#活动}…{/活动}; inside, `tags` tell of one of them, and the tags around it hold too. */
export interface Loop<Of, Row> {
  name: string
  about: string
  rows(of: Of): readonly Row[]
  tags: Tag<Row>[]
  loops?: AnyLoop<Row>[]
  /** The pictures that {%照片} and the like put there. */
  pictures?: Picture<Row>[]
}

/** One of a list of loops over rows of different kinds. */
export type AnyLoop<Of> = Loop<Of, unknown>

/** Its rows go to its own tags alone, so that what kind they are of need not be known to who holds the list. */
export const loop = <Of, Row>(given: Loop<Of, Row>): AnyLoop<Of> => given

export const tag = <Of>(name: string, about: string, say: (of: Of) => string | number | null): Tag<Of> => ({
  name,
  about,
  say: (of) => String(say(of) ?? ''),
})
