import { meantBy } from '../../people/names.js'
import type { TurnPorts } from '../ports.js'
import type { StaffCommand } from './commands.js'

/** 「代填 青云社 活动记录」: what stands behind the name of an organisation is the form. */
export async function withFormBehind(
  { overview }: Pick<TurnPorts, 'overview'>,
  hubId: string,
  command: StaffCommand,
): Promise<StaffCommand> {
  if (command.type !== 'fill_for' || command.form !== undefined || !/\s/.test(command.name)) return command
  const all = await overview.organisations(hubId)
  const parts = command.name.split(/\s+/)
  for (let count = parts.length; count > 0; count--) {
    const name = parts.slice(0, count).join(' ')
    if (meantBy(all, name).length === 0) continue
    const form = parts.slice(count).join(' ')
    return { ...command, name, ...(form !== '' && { form }) }
  }
  return command
}
