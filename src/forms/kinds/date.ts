import { daysKind } from '../days-kind.js'

/** One calendar day: 3月22号, 昨天, 上周三, 2014.3.22. */
export const date = daysKind('date', true)
