/** What a stored value may be: everything a session or record holds must survive JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
