import { describe, expect, it } from '@jest/globals'
import type { FiledRecord, TypedRows } from '../../src/records/record.js'
import type { SeasonPorts } from '../../src/reminders/ports.js'
import { at, quickPlace } from '../../src/rehearsal/place.js'
import { converse, type Failure } from './run.js'
import type { Fault } from './world.js'

/** So many people meet a fault at most, so many at a time. */
const MANY = 500
const TOGETHER = 25
/** Of what may go wrong so many go wrong: the fault is to be found, not its flood. */
const ONE_IN = 10

/** True once in so many times. */
const sometimes = () => {
  let times = 0
  return () => ++times % ONE_IN === 0
}

const filing =
  (
    wrong: (record: FiledRecord, rows: TypedRows) => { record?: FiledRecord; rows?: TypedRows } | null,
  ): Fault['ports'] =>
  (ports) => ({
    ...ports,
    records: {
      ...ports.records,
      file(record, rows, replaces) {
        const made = wrong(record, rows)
        return ports.records.file(made?.record ?? record, made?.rows ?? rows, replaces)
      },
    },
  })

/** The port with one act of it that now and then does nothing. */
const failing =
  <P extends keyof SeasonPorts, A extends keyof SeasonPorts[P]>(
    port: P,
    act: A,
    instead: SeasonPorts[P][A],
    now = sometimes(),
  ): Fault['ports'] =>
  (ports) =>
    now() ? { ...ports, [port]: { ...ports[port], [act]: instead } } : ports

const swallows = (sentence: string): Fault => ({ say: (key, text) => (key === sentence ? '' : text) })

const wrongRows = (rows: (rows: TypedRows) => Partial<TypedRows> | null): Fault => {
  const now = sometimes()
  return {
    ports: filing((_, given) => {
      const made = rows(given)
      return made && now() ? { rows: { ...given, ...made } } : null
    }),
  }
}

/** 「改 3」 is heard as 「改 2」. */
const oneOff: Fault = {
  hear: (text) => text.replace(/^改 ([2-9])$/, (_, number: string) => `改 ${Number(number) - 1}`),
}

const otherComment: Fault = {
  ports: (ports) => ({
    ...ports,
    records: {
      ...ports.records,
      addEvents: (hubId, events) =>
        ports.records.addEvents(
          hubId,
          events.map((one) => (one.type === 'returned' ? { ...one, why: '请再看看' } : one)),
        ),
    },
  }),
}

const forgetsAnswer = (): Fault => {
  const now = sometimes()
  return {
    ports: filing((record) => {
      const [key] = Object.keys(record.answers).filter((one) => record.answers[one] !== null)
      return key !== undefined && now() ? { record: { ...record, answers: { ...record.answers, [key]: null } } } : null
    }),
  }
}

const done = () => Promise.resolve()

/** What a change of the program could do to the people. */
const FAULTS: [what: string, fault: Fault][] = [
  ['a picture is left out', wrongRows(({ photos }) => (photos.length > 0 ? { photos: photos.slice(1) } : null))],
  [
    'two pictures change places',
    wrongRows(({ photos: [a, b, ...others] }) =>
      a && b ? { photos: [{ ...a, photo: b.photo }, { ...b, photo: a.photo }, ...others] } : null,
    ),
  ],
  [
    'an expense is there twice',
    wrongRows(({ expenses }) => {
      const last = expenses.at(-1)
      return last ? { expenses: [...expenses, { ...last, position: expenses.length + 1 }] } : null
    }),
  ],
  ['an answer is not kept', forgetsAnswer()],
  ['a step is not kept', { ports: failing('drafts', 'save', done) }],
  ['a message is not kept', { ports: failing('inbox', 'add', done) }],
  ['a job is not written down', { ports: failing('outbox', 'add', done) }],
  ['what waits to be said is forgotten', { ports: failing('people', 'setUnsaid', done) }],
  [
    'a decision is not written down',
    {
      ports: failing(
        'records',
        'setState',
        () => Promise.resolve(true),
        () => true,
      ),
    },
  ],
  ['another question is opened than the one of the number', oneOff],
  ['what the hub said of a question is another', otherComment],
  [
    'what was taken back is public again once it is changed',
    {
      ports: failing(
        'records',
        'picturesTakenBack',
        () => Promise.resolve([]),
        () => true,
      ),
    },
  ],
  ['how a table goes on is not said', swallows('table.go_on')],
  ['what to do with the whole is not said', swallows('engine.summary_end')],
]

describe('what is wrong with the program is found by random people', () => {
  it.each(FAULTS)('%s', async (_what, fault) => {
    const found: Failure[] = []
    for (let from = 0; from < MANY && found.length === 0; from += TOGETHER) {
      const { failures } = await at(await quickPlace(), (settings) =>
        converse({ seed: 5, from, count: TOGETHER, settings, fault }),
      )
      found.push(...failures)
    }
    expect(found).not.toEqual([])
  })
})
