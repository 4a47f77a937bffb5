/** Money in fen as whole numbers; `wording` is what the person typed («五百多块»), min ≠ max when it was not exact. */
export interface Money {
  minFen: number
  maxFen: number
  wording: string
}
