import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import {
  rename, rm,
} from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { imagesOf } from "./json-images.mjs";

/** Whatever the API draws is PNG; the names are unique, which seeds are not. */
function newPath(name) {
  return join(process.env.STASH_DIR || "/tmp", `${name}-${randomUUID()}.png`);
}

/** What is called an image may be a page of a proxy. */
async function* asPng(stream) {
  let isFirst = true;
  for await (const chunk of stream) {
    if (isFirst && chunk[0] !== 0x89) {
      throw new Error("what came is no PNG");
    }

    isFirst = false;
    yield chunk;
  }
}

async function* imageOf({
  data, headers,
}, answer, nextPath) {
  const image = {
    seed: headers[answer.seedHeader.toLowerCase()],
    finishReason: headers[answer.finishReasonHeader.toLowerCase()],
  };
  if (image.finishReason === undefined || image.finishReason === "SUCCESS") {
    image.unfinished = nextPath();
    await pipeline(data, asPng, createWriteStream(image.unfinished));
  }

  yield image;
}

async function remove(path) {
  if (path) {
    await rm(path, {
      force: true,
    });
  }
}

function isCaught({ finishReason }) {
  return finishReason !== undefined && finishReason !== "SUCCESS";
}

/** Why a call brought no image; what the filter caught would be blurred, so it is none. */
function nothingSaved(caught) {
  return new Error(caught.some(({ finishReason }) => finishReason === "CONTENT_FILTERED")
    ? "The content filter caught what was drawn, so nothing was saved: it would be blurred. Change the prompt and run the step again."
    : `DreamStudio made no image${caught.length > 0
      ? `: it says ${caught[0].finishReason}`
      : ""}. Nothing was saved.`);
}

/** Streams the images of an answer to files, which have their names only once they are whole. */
export async function saveImages(response, {
  name, answer, accept,
}) {
  const type = response.headers["content-type"] || "something without a type";
  if (!type.startsWith(accept)) {
    response.data.destroy();
    throw new Error(`DreamStudio answered ${type} in place of ${accept}. Nothing was saved.`);
  }

  const saved = [];
  const caught = [];
  let unfinished;
  const nextPath = () => unfinished = `${newPath(name)}.part`;
  const images = accept === answer.accept
    ? imageOf(response, answer, nextPath)
    : imagesOf(response.data, answer.json, nextPath);
  try {
    for await (const image of images) {
      if (isCaught(image)) {
        caught.push(image);
        await remove(image.unfinished);
      } else {
        const filePath = image.unfinished.slice(0, -".part".length);
        await rename(image.unfinished, filePath);
        saved.push({
          filePath,
          seed: Number(image.seed),
        });
      }
    }
  } catch (error) {
    const kept = saved.map(({ filePath }) => ` ${filePath} was saved before.`).join("");
    throw new Error(`The images were drawn and could not be saved: ${error.message}.${kept} They may have been charged.`);
  } finally {
    response.data.destroy();
    await remove(unfinished);
  }

  if (saved.length === 0) {
    throw nothingSaved(caught);
  }

  return {
    saved,
    caught,
  };
}
