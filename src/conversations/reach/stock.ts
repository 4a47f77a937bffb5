/** How many notices somebody accepted and has not got, by template. */
export type Stock = Record<string, number>

/** Her answers by template: each `accept` is one notice more, `off` takes all of them back, `reject` changes nothing. */
export function answered(stock: Stock, answers: Record<string, string>): Stock {
  const after = { ...stock }
  for (const [template, answer] of Object.entries(answers)) {
    if (answer === 'accept') after[template] = (after[template] ?? 0) + 1
    if (answer === 'off') after[template] = 0
  }
  return after
}

export const changedBy = (stock: Stock, template: string, by: number): Stock => ({
  ...stock,
  [template]: Math.max(0, (stock[template] ?? 0) + by),
})

export const usedUp = (stock: Stock, template: string): Stock => ({ ...stock, [template]: 0 })
