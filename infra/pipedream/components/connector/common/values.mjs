import { ConfigurationError } from "@pipedream/platform";

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value) {
  return value === undefined || value === null || value === "" || value.length === 0;
}

function parseJson(label, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${label} holds JSON that cannot be read: ${error.message}`);
  }
}

function rangeOf(min, max) {
  return max === undefined
    ? `at least ${min}`
    : min === undefined
      ? `at most ${max}`
      : `${min} to ${max}`;
}

/** A decimal, which travels as a string because props have no type for it. */
export function parseNumber(label, value, {
  min, max,
} = {}) {
  const text = String(value ?? "").trim();
  if (!text) {
    return undefined;
  }

  const number = Number(text);
  if (!Number.isFinite(number)) {
    throw new ConfigurationError(`${label} must be a number, for example 0.5; received "${text}".`);
  }

  if (number < min || number > max) {
    throw new ConfigurationError(`${label} must be ${rangeOf(min, max)}; received ${text}.`);
  }

  return number;
}

/** An object; what the form gives as text in it may be JSON, such as a number or a flag. */
export function parseObject(label, value) {
  if (isEmpty(value)) {
    return undefined;
  }

  const object = typeof value === "string"
    ? parseJson(label, value)
    : value;
  if (!isObject(object)) {
    throw new ConfigurationError(`${label} must be an object.`);
  }

  return Object.fromEntries(Object.entries(object).map(([
    name,
    member,
  ]) => [
    name,
    readMember(member),
  ]));
}

function readMember(member) {
  try {
    return typeof member === "string"
      ? JSON.parse(member)
      : member;
  } catch {
    return member;
  }
}

/**
 * A list of objects, each written as JSON or as the text of one field. Texts with props of their
 * own are sent under their own names, or as items where there is a list.
 */
export function parseItems({
  name, label, value, field, texts,
}) {
  const items = readList(label, value).map((item) => readItem(label, item, field));
  return items.length === 0
    ? Object.fromEntries(Object.entries(texts).map(([
      text,
      item,
    ]) => [
      text,
      item[field],
    ]))
    : {
      [name]: [
        ...Object.values(texts).filter((item) => !isEmpty(item[field])),
        ...items,
      ],
    };
}

function readList(label, value) {
  if (isEmpty(value)) {
    return [];
  }

  return [
    typeof value === "string" && value.trim().startsWith("[")
      ? parseJson(label, value)
      : value,
  ].flat();
}

function readItem(label, item, field) {
  const object = typeof item !== "string"
    ? item
    : item.trim().startsWith("{")
      ? parseJson(label, item)
      : {
        [field]: item,
      };
  if (!isObject(object)) {
    throw new ConfigurationError(`${label} must have texts or objects; received ${JSON.stringify(item)}.`);
  }

  return object;
}
