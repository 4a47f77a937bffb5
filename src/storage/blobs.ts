/** Kept bytes named by the SHA-256 of their content, 64 hex digits in lower case. Nothing is ever changed or overwritten. */
export interface Blobs {
  /** Keeps the bytes durably before it answers, and gives their name. The same bytes twice are one file. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes, checked against their name. Throws `BlobUnreadable` when they are missing or no longer what was kept. */
  read(sha256: string): Promise<Uint8Array>
  has(sha256: string): Promise<boolean>
}

/** Bytes that were kept cannot be had: somebody moved or changed the file, or the disk is failing. */
export class BlobUnreadable extends Error {
  constructor(
    readonly sha256: string,
    readonly code: 'blob.missing' | 'blob.damaged',
  ) {
    super(`${code} ${sha256}`)
    this.name = 'BlobUnreadable'
  }
}

/** Reads kept bytes for who goes on without them: null where they are missing or damaged. */
export const readOrNull =
  ({ read }: Pick<Blobs, 'read'>) =>
  async (sha256: string): Promise<Uint8Array | null> => {
    try {
      return await read(sha256)
    } catch (error) {
      if (error instanceof BlobUnreadable) return null
      throw error
    }
  }
