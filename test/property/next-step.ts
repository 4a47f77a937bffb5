/**
 * How the bot tells what to do next: a question, choices by number, a word to reply with, an example, or what to send. Read with the eyes of
 * somebody who has never seen it: one of these must stand in what she reads last.
 */
const STEPS: [what: string, pattern: RegExp][] = [
  ['a question', /[？?]/],
  ['a word to reply with', /回复|回一句|回答/],
  ['whom to turn to', /请直接联系/],
  ['an example', /例如|比如/],
  [
    'what to send',
    /(?:发|写|填|补|来|说)[^。\n]{0,12}(?:就行|给我|过来|一次|一句)|接着(?:发|写|填|来|说)|请[^。\n]{0,16}(?:发|写|填|打字|回)/,
  ],
]

/** What she reads last: a question with its choices has so many lines. */
const LAST_LINES = 6

/** What in this reply says what to do next; none is a dead end. */
export function nextSteps(reply: string): string[] {
  const last = reply.split('\n').filter(Boolean).slice(-LAST_LINES).join('\n')
  return STEPS.flatMap(([what, step]) => (step.test(last) ? [what] : []))
}
