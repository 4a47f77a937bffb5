import type { Form } from '../forms/form.js'
import type { Drafts } from './ports.js'

/** The forms people may fill, newest version of each, and how to find the version an old draft began with. */
export interface Forms {
  current: Form[]
  find(drafts: Pick<Drafts, 'findForm'>, id: string, version: number): Promise<Form>
}

/** Of all versions at hand the newest of each id is current, in the order of the files. */
export function formsOf(all: Form[]): Forms {
  const known = new Map(all.map((form) => [`${form.id}/${form.version}`, form]))
  const current = new Map<string, Form>()
  for (const form of all) if (form.version >= (current.get(form.id)?.version ?? 0)) current.set(form.id, form)
  return {
    current: [...current.values()],
    async find(drafts, id, version) {
      const key = `${id}/${version}`
      const form = known.get(key) ?? (await drafts.findForm(id, version))
      if (!form) throw new Error(`a draft is on form ${key}, which is neither in config/forms nor in the database`)
      known.set(key, form)
      return form
    },
  }
}
