/** More than any error of the API has; a list of engines is a few thousand. */
const MOST_CHARACTERS = 1_000_000;

const CREDITS = "Buy credits at https://platform.stability.ai/account/credits, or choose another organization.";

/** What to do, by status and by the API's own names. */
const ADVICE = {
  401: "Check the API key of the connected DreamStudio account.",
  402: CREDITS,
  403: "The key may not do this: check the organization. If the prompt was refused, change it.",
  404: "Choose an engine from the list: the API no longer serves this one, or never did.",
  413: "Send smaller files.",
  429: "Wait a minute, then run the step again: a key may call 150 times in 10 seconds.",
  insufficient_balance: CREDITS,
};

/** The API repeats parts of a key that it refuses. */
function withoutKey(text, key) {
  return text
    .replaceAll(key || "\0", "(the key)")
    .replace(/\bsk-[\w*.-]+|\S*\*{3,}\S*/g, "(the key)");
}

export async function readText(stream) {
  let text = "";
  stream.setEncoding("utf8");
  for await (const part of stream) {
    text += part;
    if (text.length > MOST_CHARACTERS) {
      break;
    }
  }

  return text;
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** An answer that is no success, in words: what the API says and what to do. */
export async function failureOf(response, key) {
  const text = await readText(response.data);
  const {
    name, message,
  } = parse(text);
  const said = String(message || text.slice(0, 300) || response.statusText);
  return new Error([
    `DreamStudio answered ${response.status}${name
      ? ` ${name}`
      : ""}: ${withoutKey(said, key).replace(/\.?\s*$/, ".")}`,
    ADVICE[name] ?? ADVICE[response.status] ?? (response.status < 500
      ? ""
      : "DreamStudio failed, which is not charged: run the step again later."),
  ].join(" ")
    .trim());
}

/** A call that got no answer. The error of the connection is not passed on: it holds the key. */
export function lostCall(error, method) {
  return new Error(`DreamStudio could not be reached: ${error.code || error.message}.${method === "POST"
    ? " If the connection broke while it was at work, the call may have been charged."
    : ""}`);
}
