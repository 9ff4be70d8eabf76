import { ConfigurationError } from "@pipedream/platform";

/** What is wrong with one value: a sentence that begins with the parameter's label. */
class Problem extends Error {}

function isEmpty(value) {
  return value === undefined || value === null || value === "" || value.length === 0;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function rangeOf({
  min, max,
}) {
  return max === undefined
    ? `at least ${min}`
    : min === undefined
      ? `at most ${max}`
      : `${min} to ${max}`;
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(`holds JSON that cannot be read: ${error.message}`);
  }
}

function readText(value, {
  minLength, maxLength, pattern, words,
}) {
  const text = String(value);
  const { length } = Array.from(text);
  if (length < minLength || length > maxLength) {
    throw new Problem(`must have ${rangeOf({
      min: minLength,
      max: maxLength,
    })} characters; it has ${length}.`);
  }

  if (pattern && !pattern.test(text)) {
    throw new Problem(`must be made of ${words}; received "${text}".`);
  }

  return text;
}

function readChoice(value, { choices }) {
  if (!choices.includes(String(value))) {
    throw new Problem(`must be one of ${choices.join(", ")}; received "${value}".`);
  }

  return String(value);
}

/** Decimals travel as strings, because props have no type for them. */
function readNumber(value, parameter) {
  const number = Number(value);
  if (!Number.isFinite(number)) {
    throw new Problem(`must be a number, for example 0.5; received "${value}".`);
  }

  if (number < parameter.min || number > parameter.max) {
    throw new Problem(`must be ${rangeOf(parameter)}; received ${value}.`);
  }

  return number;
}

function readInteger(value, parameter) {
  const number = readNumber(value, parameter);
  if (!Number.isSafeInteger(number)) {
    throw new Problem(`must be a whole number; received ${value}.`);
  }

  if (number % (parameter.multipleOf ?? 1) !== 0) {
    throw new Problem(`must be a multiple of ${parameter.multipleOf}; received ${value}.`);
  }

  return number;
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

/** What a form gives as text in an object may be JSON, such as a number or a flag. */
function readObject(value) {
  const object = typeof value === "string"
    ? parseJson(value)
    : value;
  if (!isObject(object)) {
    throw new Problem("must be an object.");
  }

  return Object.fromEntries(Object.entries(object).map(([
    name,
    member,
  ]) => [
    name,
    readMember(member),
  ]));
}

/** An item is written as an object, as JSON, or as its one text that it cannot do without. */
function readItem(item, fields) {
  const object = typeof item !== "string"
    ? item
    : item.trim().startsWith("{")
      ? parseJson(item)
      : {
        [fields.find(({ required }) => required).name]: item,
      };
  if (!isObject(object)) {
    throw new Problem(`must have texts or objects; received ${JSON.stringify(item)}.`);
  }

  const unknown = Object.keys(object).find((name) => fields.every((field) => field.name !== name));
  if (unknown) {
    throw new Problem(`has items of ${fields.map(({ name }) => name).join(" and ")}; received ${unknown}.`);
  }

  return readAll(fields, ({ name }) => object[name], (problem) => {
    throw new Problem(`has an item that is wrong: ${problem}`);
  });
}

function readList(value, {
  fields, minItems,
}) {
  const items = [
    typeof value === "string" && value.trim().startsWith("[")
      ? parseJson(value)
      : value,
  ].flat().filter((item) => !isEmpty(item));
  if (items.length < minItems) {
    throw new Problem(`must have at least ${minItems} items; it has ${items.length}.`);
  }

  return items.map((item) => readItem(item, fields));
}

const READERS = {
  choice: readChoice,
  file: (value) => String(value),
  integer: readInteger,
  list: readList,
  number: readNumber,
  object: readObject,
  text: readText,
};

/** The values that were given, by their parameters' names. */
function readAll(parameters, valueOf, tell) {
  const values = {};
  for (const parameter of parameters) {
    const value = valueOf(parameter);
    try {
      if (!isEmpty(value)) {
        values[parameter.name] = READERS[parameter.type](value, parameter);
      } else if (parameter.required) {
        throw new Problem("is required.");
      }
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }

      tell(`${parameter.label} ${error.message}`);
    }
  }

  return values;
}

/** Reads and checks the input; all that is wrong is told at once, before anything is sent. */
export function readInput({
  props, parameters, rules, path,
}) {
  const problems = [];
  const tell = (problem) => problems.push(problem);
  const values = readAll(parameters, ({ prop }) => props[prop], tell);

  // A path has no room for omission, so here alone a default is sent.
  for (const part of path.filter(({ name }) => name)) {
    values[part.name] ??= part.default;
  }

  if (problems.length === 0) {
    problems.push(...rules.flatMap((rule) => rule(values)));
  }

  if (problems.length > 0) {
    throw new ConfigurationError(problems.join("\n"));
  }

  return values;
}
