/**
 * What every channel we know takes, each number of the narrowest of them: the platforms cut or refuse what is longer, or leave it out
 * without a word. Bytes are of UTF-8.
 */

/** A text in one piece, with room for the mark of a part. */
export const MESSAGE_BYTES = 2000
/** One choice where choices can be tapped. */
export const CHOICE_BYTES = 128
/** What a tap on it gives back. */
export const CHOICE_KEY_BYTES = 64
/** Choices of one question. */
export const CHOICES = 20

export const bytesOf = (text: string): number => Buffer.byteLength(text)
