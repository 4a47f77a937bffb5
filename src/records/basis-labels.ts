/** How a number was found out, as hub staff read it; the same words as in the chat. */
const LABELS: Record<string, string> = { sign_in: '签到', count: '现场点数', estimate: '估计', recalled: '事后补记' }

export const basisLabel = (basis: string | null): string | null => basis && (LABELS[basis] ?? basis)
