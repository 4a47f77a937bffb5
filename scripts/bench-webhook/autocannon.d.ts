/** What the benchmark uses of autocannon, which brings no types of its own. */
declare module 'autocannon' {
  export interface Request {
    method?: string
    path?: string
    body?: string
    headers?: Record<string, string>
    /** Makes the request anew each time it is about to be sent. */
    setupRequest?(request: Request): Request
    onResponse?(status: number, body: string): void
  }
  export interface Client {
    setRequests(requests: Request[]): void
  }
  export interface Result {
    /** Seconds. */
    duration: number
    '2xx': number
    non2xx: number
    /** Connections that broke, and requests without an answer within `timeout`. */
    errors: number
    timeouts: number
    /** ms */
    latency: { p50: number; p99: number; max: number }
  }
  export default function autocannon(options: {
    url: string
    connections: number
    /** Seconds; not heeded when `amount` is given. */
    duration?: number
    amount?: number
    timeout?: number
    setupClient?(client: Client): void
  }): Promise<Result>
}
