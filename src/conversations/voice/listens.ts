import type { TurnPorts } from '../ports.js'

/** Whether a transcriber listens to the voice messages of this hub: there is one, and the hub lets them leave the machine. */
export const listens = async (
  { transcribes }: { transcribes: boolean },
  { privacy }: Pick<TurnPorts, 'privacy'>,
  hubId: string,
): Promise<boolean> => transcribes && !(await privacy.of(hubId)).rulesOnly
