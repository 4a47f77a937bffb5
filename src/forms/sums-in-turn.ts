/** 「和」 and the like between things and between sums. */
const AND = '\\s*(?:[、，,]|和|跟|还有|以及)\\s*'
const SUM = '\\d{1,6}(?:\\.\\d{1,2})?\\s*(?:元|块钱?)?'
const THING = '(?:(?!和|跟|还有|以及|分别|各|花|用|付|一?共)\\p{L}){1,8}'
const IN_TURN = new RegExp(
  `^(?:我们)?(?:买了?|[付交]了)?(?<things>${THING}(?:${AND}${THING})+)[，,\\s]*(?:分别|各)?(?:花了?|用了?|付了?|是|为)?\\s*(?<sums>${SUM}(?:${AND}${SUM})+)$`,
  'u',
)

/** 「买了书和门票花了560和300」 as 「书 560」 and 「门票 300」: as many sums as things, in their order. Any other line as it is. */
export function sumsInTurn(line: string): string[] {
  const parts = line.split(/[;；]/u)
  const apart = parts.flatMap((part) => inTurn(part.trim().replace(/[。.！!]+$/u, '')) ?? [part])
  return apart.length > parts.length ? apart : [line]
}

function inTurn(said: string): string[] | null {
  const { things = '', sums = '' } = IN_TURN.exec(said)?.groups ?? {}
  const [names = [], amounts = []] = [things, sums].map((list) => list.split(new RegExp(AND, 'u')))
  if (!things || names.length !== amounts.length) return null
  return names.map((name, i) => `${name} ${amounts[i] ?? ''}`)
}
