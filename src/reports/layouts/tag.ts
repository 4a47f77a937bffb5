import type { Photo } from '../dataset/dataset.js'

/** What a layout may say in one place: {项目名称}. */
export interface Tag<Of> {
  name: string
  /** For who makes a layout. */
  about: string
  /** Empty where there is nothing to say. */
  say(of: Of): string
}

/** What a layout may repeat: {#活动}…{/活动}; inside, `tags` tell of one of them, and the tags around it hold too. */
export interface Loop<Of, Row> {
  name: string
  about: string
  rows(of: Of): readonly Row[]
  tags: Tag<Row>[]
  loops?: AnyLoop<Row>[]
  /** The picture that {%照片} puts there. */
  picture?(row: Row): Photo
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
