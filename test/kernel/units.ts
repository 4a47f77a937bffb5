/** Everything that reports count. */
export const UNITS = ['人', '人次', '户', '户次', '家', '家次', '个', '次', '期', '份', '场']
