/**
 * Something the program needs is gone for now (a database, a disk): no bug and nobody's fault. Whoever takes requests answers so that the
 * sender tries again. `code` is `<what>.<how>` (`database.full`); the cause may hold data and is not for logs.
 */
export class Outage extends Error {
  constructor(
    readonly code: string,
    cause?: unknown,
  ) {
    super(code, { cause })
    this.name = 'Outage'
  }
}
