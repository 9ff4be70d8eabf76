import { setTimeout as sleep } from "node:timers/promises";

const MOST_TRIES = 5;
const LONGEST_WAIT_SECONDS = 60;

/** The connection failed or broke. A repeat is safe: actions have keys. */
const BROKEN_CONNECTION = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_BAD_RESPONSE",
  "ERR_NETWORK",
]);

function isPassing(error) {
  return error.response
    ? [
      429,
      503,
    ].includes(error.response.status)
    : BROKEN_CONNECTION.has(error.code);
}

/** How long to wait before the next try: as the connector says, or twice as long each time. */
export function secondsToWait(error, tries) {
  const told = parseFloat(error.response?.headers?.["retry-after"]);
  return Number.isFinite(told)
    ? told
    : 2 ** (tries - 1);
}

/** Whether to try again after a failure. */
export function isWorthRetrying(error, tries) {
  return tries < MOST_TRIES
    && isPassing(error)
    && secondsToWait(error, tries) <= LONGEST_WAIT_SECONDS;
}

/** Makes a call, again where its failure passes; the last failure is thrown as it is. */
export async function withRetries(call) {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!isWorthRetrying(error, tries)) {
        throw error;
      }

      await sleep(secondsToWait(error, tries) * 1000);
    }
  }
}
