import { TagDisposition, TemplateHandler } from 'easy-template-x'
import type { Dataset } from '../dataset/dataset.js'
import { conditionIn } from './condition.js'
import { nearestInRow } from './nearest.js'
import type { AnyLoop, Picture, Tag } from './tag.js'
import { unfilledIn, type Unfilled } from './unfilled.js'

/** Everything a layout may say of a dataset: what is always there, and what the hub's forms add. */
export interface Vocabulary {
  tags: Tag<Dataset>[]
  loops: AnyLoop<Dataset>[]
}

/** What is wrong with a layout. `tag` as it stands there: `{项目名}`. */
export type LayoutFault =
  /** `inside`: the loop it stands in; `suggestions`: what comes nearest there, the best first; `belongs`: loops in which it is known. */
  | { type: 'unknown'; tag: string; inside: string | null; suggestions: string[]; belongs?: string[] }
  | Unfilled
  /** {#活动} within {#活动}: every row would come as often as there are rows. */
  | { type: 'nested'; tag: string }
  /** {#活动} without {/活动}, or the other way round. */
  | { type: 'unbalanced'; tag: string }
  /** No Word file, or one whose tags cannot be read; `why` in the reader's words. */
  | { type: 'unreadable'; why: string }

/** Loops named where a tag stands outside of them. */
const MOST_BELONGS = 3

/** The tags of a layout in their order, with what is wrong with them; the whole list, so that all can be mended at once. */
export async function readLayout(
  layout: Buffer,
  vocabulary: Vocabulary,
): Promise<{ used: Set<string>; faults: LayoutFault[] }> {
  const used = new Set<string>()
  const faults: LayoutFault[] = []
  let parsed
  try {
    parsed = await new TemplateHandler().parseTags(layout)
  } catch (error) {
    return { used, faults: [{ type: 'unreadable', why: error instanceof Error ? error.message : String(error) }] }
  }
  const open: { name: string; loops: AnyLoop<unknown>[]; names: Set<string>; tags?: Tag<never>[] }[] = []
  const top = { loops: vocabulary.loops as AnyLoop<unknown>[], names: namesOf(vocabulary.tags) }
  const known = () => [top, ...open]
  for (const { name, rawText, disposition } of parsed) {
    used.add(name)
    if (disposition === TagDisposition.Close) {
      if (open.at(-1)?.name === name) open.pop()
      else faults.push({ type: 'unbalanced', tag: rawText })
      continue
    }
    if (disposition === TagDisposition.Open) {
      const found = known()
        .flatMap(({ loops }) => loops)
        .findLast((loop) => loop.name === name)
      const asked = conditionIn(name)
      if (!found && asked && isKnown(asked.name)) {
        open.push({ name, loops: [], names: new Set() })
        continue
      }
      if (!found)
        faults.push(
          unknown(
            rawText,
            known().flatMap(({ loops, names }) => [
              ...loops.map((loop) => `{#${loop.name}}`),
              ...(asked ? conditionsOn([...names, ...loops.map((loop) => loop.name)], asked.there) : []),
            ]),
          ),
        )
      if (found && open.some((each) => each.name === name)) faults.push({ type: 'nested', tag: rawText })
      open.push({
        name,
        loops: found?.loops ?? [],
        // What stands in a loop that nobody knows is not told of as well.
        names: found ? namesOf(found.tags, found.pictures) : ANYTHING,
        ...(found && { tags: found.tags }),
      })
      continue
    }
    if (known().some(({ names }) => names === ANYTHING || names.has(name))) continue
    faults.push(
      unknown(
        rawText,
        known()
          .toReversed()
          .flatMap(({ names }) => [...names].map((one) => `{${one}}`)),
        open.findLast(({ tags }) => tags)?.tags,
      ),
    )
  }
  faults.push(...open.map(({ name }) => ({ type: 'unbalanced' as const, tag: `{#${name}}` })))
  const everywhere = loopsIn(top.loops)
  const names = new Set([...top.names, ...everywhere.flatMap(({ name, tags }) => [name, ...namesOf(tags)])])
  const unfilled = unfilledIn(layout, names, (name) => names.has(name) || names.has(conditionIn(name)?.name ?? ''))
  // One that is open goes on to the next brace.
  const isWrong = (tag: string) => unfilled.some((one) => one.type === 'braces' && tag.startsWith(one.tag))
  const all = [...faults.filter((fault) => fault.type !== 'unknown' || !isWrong(fault.tag)), ...unfilled]
  // A text box stands in the file twice, for old and for new programs.
  return { used, faults: [...new Map(all.map((fault) => [JSON.stringify(fault), fault])).values()] }

  function isKnown(name: string): boolean {
    return known().some(
      ({ loops, names }) => names === ANYTHING || names.has(name) || loops.some((loop) => loop.name === name),
    )
  }

  /** `own`: the tags of the row it stands in. */
  function unknown(tag: string, candidates: string[], own: readonly Tag<never>[] = []): LayoutFault {
    const inside = open.at(-1)?.name ?? null
    const name = tag.replace(/^\{|\}$/g, '').trim()
    const belongs = loopsIn(top.loops).flatMap((loop) =>
      namesOf(loop.tags, loop.pictures).has(name) ? [loop.name] : [],
    )
    return {
      type: 'unknown',
      tag,
      inside,
      suggestions: nearestInRow(tag, own, candidates),
      ...(belongs.length > 0 && { belongs: [...new Set(belongs)].slice(0, MOST_BELONGS) }),
    }
  }
}

const conditionsOn = (names: readonly string[], there: boolean): string[] =>
  names.filter((name) => !name.startsWith('%')).map((name) => `{#${there ? '有' : '没有'}${name}}`)

/** These and those within them. */
const loopsIn = (loops: readonly AnyLoop<never>[]): AnyLoop<never>[] =>
  loops.flatMap((loop) => [loop, ...loopsIn((loop.loops ?? []) as AnyLoop<never>[])])

const ANYTHING: Set<string> = new Set()

const namesOf = (tags: readonly Tag<never>[], pictures: readonly Picture<never>[] = []): Set<string> =>
  new Set([...tags, ...pictures].map(({ name }) => name))
