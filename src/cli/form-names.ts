import { CONFIG, type Fault, readConfigFiles } from '../config-files.js'
import { formIn } from '../forms/form.js'
import type { FormNames } from '../programmes/workbook/schedules.js'

/** The forms that a schedule can ask for, by all they are called; or what is wrong with the config folder. */
export async function formNames(): Promise<FormNames | { faults: Fault[] }> {
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) return config
  return [...new Set(config.forms.map(({ id }) => id))].map((id) => {
    const versions = config.forms.filter((form) => form.id === id)
    return { id, names: [...new Set(versions.flatMap((form) => [form.title, formIn(form, 'en').title]))] }
  })
}
