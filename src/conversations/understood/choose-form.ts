import type { Form } from '../../forms/form.js'
import { countCharacters } from '../../forms/kinds/text.js'
import { type Target, targetOf } from './target.js'
import type { Understood } from './understand.js'

/** So long a text that tells of activities is also the story of a brief. */
export const STORY = 100

/** What tells more than its rows hold begins the story, though it is too short to be all of it. */
const BEGINS = 40

/** The form that what an activity cost can go to. */
export const formWithAmount = (forms: Form[]): Form | null => forms.find((form) => targetOf(form, null)?.amount) ?? null

/** Whether a whole text is the answer to the question for a story, too. */
export function isStory(text: string, { story }: Target, { tellsMore, prose }: Understood): boolean {
  const count = countCharacters(prose ?? text)
  return story !== null && count >= (tellsMore ? Math.min(story.least, BEGINS) : STORY) && count <= story.most
}

/** One activity has a form of its own; several, and a whole story, go to one with a table. */
export function chooseForm(
  forms: Form[],
  { activities }: Understood,
  long: boolean,
): { form: Form; target: Target } | null {
  const all = forms.flatMap((form) => {
    const target = targetOf(form, null)
    return target ? [{ form, target }] : []
  })
  const single = activities.length === 1 && !(long && all.some(({ target }) => target.story !== null))
  return all.find(({ target }) => target.one === single) ?? all[0] ?? null
}
