import {
  ConfigurationError, getFileStreamAndMetadata,
} from "@pipedream/platform";

function problemOf({
  label, maxBytes, contentTypes,
}, {
  size, contentType,
}) {
  if (size > maxBytes) {
    return `${label} must have at most ${maxBytes} bytes; it has ${size}.`;
  }

  // A type that nobody told is left to the API, which looks at the bytes.
  return !contentType || contentType === "application/octet-stream" || contentTypes.includes(contentType)
    ? undefined
    : `${label} must be ${contentTypes.join(", ")}; it is ${contentType}.`;
}

async function openFile(parameter, pathOrUrl) {
  try {
    return {
      parameter,
      ...await getFileStreamAndMetadata(pathOrUrl),
    };
  } catch (error) {
    throw new ConfigurationError(`${parameter.label} cannot be read: ${error.message}`);
  }
}

/** Opens the files that were given, by the names of their parameters; none is read into memory. */
export async function openFiles(parameters, values) {
  const given = parameters.filter(({
    name, type,
  }) => type === "file" && values[name] !== undefined);
  const opened = await Promise.all(given.map((parameter) => openFile(
    parameter,
    values[parameter.name],
  )));
  const problems = opened.map(({
    parameter, metadata,
  }) => problemOf(parameter, metadata)).filter(Boolean);
  if (problems.length > 0) {
    opened.forEach(({ stream }) => stream.destroy());
    throw new ConfigurationError(problems.join("\n"));
  }

  return new Map(opened.map((file) => [
    file.parameter.name,
    file,
  ]));
}
