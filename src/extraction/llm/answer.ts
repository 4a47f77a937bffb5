import { z } from 'zod'

const words = z.string().max(200).nullable()
const whole = z.int().min(0).max(100_000_000).nullable()
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable()

const activity = z.strictObject({
  date: day,
  dateEnd: day,
  title: words,
  place: words,
  headcount: whole,
  headcountUnit: z.enum(['人', '人次', '户', '家']).nullable(),
  headcountMax: whole,
  approximate: z.boolean(),
  breakdown: z.array(z.strictObject({ role: z.string().max(40), count: z.int().min(0).max(100_000_000) })),
  expenseYuan: z.number().min(0).max(1_000_000_000).nullable(),
  status: z.enum(['done', 'planned', 'cancelled']),
})
/** What a model is asked for. */
const answer = z.strictObject({ activities: z.array(activity) })
/** The same for services that hold a model to a JSON schema. */
export const answerSchema = z.toJSONSchema(answer) as Record<string, unknown>

/** Of what came back, every value that is of its kind; what is not is as if it had not been said. */
const shape = activity.shape
const lenient = z.object({
  activities: z
    .array(
      z.object({
        date: shape.date.catch(null),
        dateEnd: shape.dateEnd.catch(null),
        title: shape.title.catch(null),
        place: shape.place.catch(null),
        headcount: shape.headcount.catch(null),
        headcountUnit: shape.headcountUnit.catch(null),
        headcountMax: shape.headcountMax.catch(null),
        approximate: shape.approximate.catch(false),
        breakdown: z
          .array(
            z
              .object({ role: z.string().max(40), count: z.int().min(0) })
              .nullable()
              .catch(null),
          )
          .catch([])
          .transform((roles) => roles.filter((one) => one !== null)),
        expenseYuan: shape.expenseYuan.catch(null),
        status: shape.status,
      }),
    )
    .max(200),
})
export type Answered = z.infer<typeof lenient>['activities'][number]

/** What a model's answer holds by the shape of `schema`; it may stand in words or a code block. Null when there is nothing of the shape. */
export function readAnswer<T>(schema: z.ZodType<T>, content: string): T | null {
  let data: unknown
  try {
    data = JSON.parse(content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
  const read = schema.safeParse(data)
  return read.success ? read.data : null
}

/** The activities of a model's answer; null when there are none of the shape. */
export const answered = (content: string): Answered[] | null => readAnswer(lenient, content)?.activities ?? null
