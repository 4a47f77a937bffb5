import type { Instant } from '../../kernel/clock.js'

/** A short name as somebody of the hub used and explained it: `means` is the name of a place, or the id of an organisation. */
export interface LearntName {
  kind: 'place' | 'organisation'
  said: string
  means: string
}

/** What of a hub's people may leave the machine. */
export interface Privacy {
  /** `rulesOnly`: nothing. `showsPictures`: pictures, too, which the hub agreed to. `names`: of its contacts, which never do. */
  of(hubId: string): Promise<{ rulesOnly: boolean; showsPictures: boolean; names: string[] }>
}

/** What people of a hub call places and organisations for short, each learnt from one confirmation. */
export interface LearntNames {
  /** What the hub knows to be places: where its organisations are, what its people explained, where this one's filed activities were of late. */
  placesKnown(hubId: string, organisationId: string): Promise<string[]>
  /** What is known of these names, by how they are written there. */
  placesOf(hubId: string, said: string[]): Promise<LearntName[]>
  /** By what names these organisations are called, besides their own. */
  namesOf(hubId: string, organisationIds: string[]): Promise<LearntName[]>
  /** Of one name said again the last explanation counts. */
  learn(hubId: string, name: LearntName, by: { contactId: string; at: Instant }): Promise<void>
}
