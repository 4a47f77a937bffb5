import type { Form } from '../forms/form.js'

/**
 * Labels of the activity categories by their stored keys, in the order of the forms' options. Looked for wherever a
 * question feeds a `category`, in a form or in a column of its table; where versions differ the newest label holds.
 */
export function categoryLabels(forms: readonly Form[]): Map<string, string> {
  const labels = new Map<string, string>()
  for (const form of [...forms].sort((a, b) => a.version - b.version)) collect(form.fields, labels)
  return labels
}

function collect(node: unknown, labels: Map<string, string>): void {
  if (Array.isArray(node)) return node.forEach((each) => collect(each, labels))
  if (!isRecord(node)) return
  const { feeds, options } = node
  if (
    typeof feeds === 'string' &&
    /(^|\.)category$/.test(feeds) &&
    isRecord(options) &&
    Array.isArray(options.choices)
  ) {
    for (const { key, label } of options.choices.filter(isRecord)) {
      if (typeof key === 'string' && typeof label === 'string') labels.set(key, label)
    }
  }
  Object.values(node).forEach((each) => collect(each, labels))
}

const isRecord = (node: unknown): node is Record<string, unknown> => typeof node === 'object' && node !== null
