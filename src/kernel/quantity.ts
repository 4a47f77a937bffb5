/** How a number was found out, when the person says so. */
export type Basis = 'sign_in' | 'count' | 'estimate' | 'recalled' | null

/**
 * A counted thing as people say it: 「二百多人次」 is {min: 201, max: 299, unit: 人次, qualifier: 多}. Sums carry ranges;
 * units never add across kinds; 人 (people) and 人次 (attendances) are two ledgers.
 */
export interface Quantity {
  min: number
  max: number
  /** 人 人次 户 家 个 名(=人) 次 期 份 场 …; normalised: 位 名 个人 → 人. */
  unit: string
  /** 多 余 近 约 上 来 + 左右, or null for an exact number. */
  qualifier: string | null
  basis: Basis
  wording: string
}

export interface Part {
  /** 志愿者, 儿童 … as the person calls them. */
  role: string
  /** The number said; of a range the lower. */
  count: number
  /** What she said, where that is more than a number of 人 in a whole of 人: 十来个, 9户. */
  wording?: string
}

/** A headcount with what it consists of. The parts need not add up to the whole: 其中 names only some. */
export interface Headcount {
  quantity: Quantity
  breakdown: Part[]
  /** Parts and total contradict each other, and she has not said yet which holds. */
  doubt?: true
  /** Some came besides (另有), and she has not said yet whether they are counted too. */
  besides?: true
  /** These are attendances where different people are asked, and she has not said yet how many of those. */
  times?: true
  /** She was asked how it was counted and does not know. */
  asked?: true
}
