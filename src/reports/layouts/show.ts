import { showDays } from '../../kernel/day-words.js'
import type { Day } from '../../kernel/day.js'
import { showFigure, showNumber, type Figure } from '../dataset/figure.js'

export const showDay = (on: Day | null): string => (on === null ? '' : showDays({ from: on, to: on }))
export const yuan = (fen: number | null): string => (fen === null ? '' : showNumber({ min: fen / 100, max: fen / 100 }))
/** 「221人次、12家」. */
export const showFigures = (figures: readonly Figure[]): string => figures.map(showFigure).join('、')
