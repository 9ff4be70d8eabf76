import { getFileStreamAndMetadata } from "@pipedream/platform";
import FormData from "form-data";
import { createWriteStream } from "node:fs";
import {
  basename, isAbsolute, join,
} from "node:path";
import { pipeline } from "node:stream/promises";

/** Whether a value is a file here or a URL; anything else is for the connector to look up. */
export function isFile(value) {
  return typeof value === "string" && (isAbsolute(value) || URL.canParse(value));
}

/** A form with one file, which is streamed. */
export async function openForm(file) {
  const {
    stream, metadata,
  } = await getFileStreamAndMetadata(file);
  const form = new FormData();
  form.append("file", stream, {
    contentType: metadata.contentType,
    knownLength: metadata.size,
    filename: metadata.name || "file",
  });
  return form;
}

/** Writes a stream to where the step may write; the names of the connector's files are unique. */
export async function saveStream(path, stream) {
  const filePath = join(process.env.STASH_DIR || "/tmp", basename(path));
  await pipeline(stream, createWriteStream(filePath));
  return filePath;
}
